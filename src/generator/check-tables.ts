/** The sentences of every problem that several methods share, and the patterns that values are held to. */
import type { ProblemText, PatternTable } from './problem.ts';

const enter = 'Enter one folder name, for example {example}';

/** “//”, “/./” or “/../” in a path. */
export const detourPattern = ['//|/\\.\\.?(?:/|$)', 'detour'] as const;

const pathPatterns = [['^[^/]*:', 'elsewhere'], ['^[^/]', 'relative'], ['^/+$', 'root'], detourPattern] as const;

export const checkTables = {
  problems: {
    method: ['There is no method {value}.', 'Use one of: {methods}.'],
    unused: ['{label} {value} has no meaning here.', 'Leave it out.'],
    choice: ['{label}: {value} is not one of the choices.', 'Choose one of: {choices}.'],
    empty: ['Enter your {name}.', 'For example {example}'],
    uncarriable: [
      '{label} {value} has {kind} ({codePoint}) as character {place}.',
      'No command can carry it safely. Type the name anew; if it is really part of the name, ask for the folder to be renamed.',
    ],
    accountCharacter: [
      '{label} {value} has the character “{bad}” ({codePoint}), which user names do not have.',
      'Enter only the user name, for example {example}',
    ],
    accountEnds: [
      '{label} {value} must begin with a letter or a digit, and not end with “@”.',
      'Enter only the user name, for example {example}',
    ],
    quoted: ['{label} {value} has quote marks around it.', 'Enter it without them: {meant}'],
    halfQuoted: [
      '{label} {value} begins or ends with a curly quote mark.',
      'Word processors write them. Enter the value without it.',
    ],
    blank: ['{label} {value} has a word in angle brackets, which stands for a value of yours.', 'Enter that value.'],
    variable: [
      '{label} {value} has a variable of a shell, which nothing fills in here.',
      'Enter what it stands for: “echo” prints it.',
    ],
    escaped: [
      '{label} {value} has a backslash before a sign, as a shell writes it.',
      'Enter it as the folder is called: {meant}',
    ],
    below: [
      '{label} {value} is a path, of a folder inside {first}.',
      'Enter one folder name. {first} brings all that is in it.',
    ],
    slash: ['{label} {value} has a slash.', enter],
    dots: ['{label} {value} is not the name of a folder.', enter],
    longName: ['{label} {value} is longer than a folder name can be, 255 bytes.', enter],
    wslDrive: [
      '{label} {value} is how Windows writes it.',
      'In WSL drive D: is /mnt/d, for example /mnt/d/cryoem/GRID1',
    ],
    drive: [
      '{label} {value} is a Windows path.',
      'Choose Windows as your computer, or enter a path that starts with /',
    ],
    elsewhere: [
      '{label} {value} names another computer.',
      'The commands run on the computer that receives the data: enter only the path there, starting with /',
    ],
    relative: [
      '{label} {value} is not an absolute path.',
      'Start with /, for example {example}. “pwd” prints the path of the folder you are in.',
    ],
    detour: ['{label} {value} has “//”, “/./” or “/../” in it.', 'Write the path without them.'],
    root: ['{label} {value} is the whole computer.', 'Enter a folder, for example {example}'],
    source: [
      '{label} {value} is on the storage server, where images are deleted.',
      'Enter a folder on your own computer.',
    ],
    windowsPath: [
      '{label} {value} is not a whole Windows path.',
      'Start with the drive, for example {example}, or with computer and share, \\\\nas\\share\\GRID1',
    ],
    windowsCharacter: [
      '{label} {value} has the character “{bad}”, which Windows does not allow in names.',
      'For example {example}',
    ],
    windowsFolder: ['{label} {value} has a folder name that Windows does not allow.', 'For example {example}'],
    host: ['{label} {value} is not the name of a computer.', 'Enter its full name, for example {example}'],
    uuid: ['{label} {value} is not the id of a collection.', 'An id looks like this: {example}'],
    emailCharacter: [
      '{label} {value} has the character “{bad}”, with which a mail program would write to others.',
      'Enter one address alone, for example {example}',
    ],
    email: ['{label} {value} is not an e-mail address.', 'For example {example}'],
    date: ['{label} {value} is not a day.', 'Write year, month and day, for example {example}'],
    noDay: ['{label} {value} is not in the calendar.', 'Look at the day again, for example {example}'],
    future: ['{label} {value} is more than a year ahead.', 'Look at the year again, for example {example}'],
    order: ['{label} {value} is before {first}, the first day.', 'Enter the last day of the session.'],
    comma: [
      '{label} {value} has a comma.',
      'Write a point before decimals and nothing between thousands: 1.2 TB, 4000 GB.',
    ],
    unit: ['{label} {value} has no unit.', 'Write MB, GB or TB after the number, for example {example}'],
    size: ['{label} {value} is not a size.', 'Write a number and MB, GB or TB, for example {example}'],
    hours: [
      '{label} {value} is a time, and nobody has stated how much the microscopes write in an hour.',
      'Enter the size, for example {example}. “du -sh” prints it.',
    ],
    speed: ['{label} {value} is not a speed.', 'Write the number of MB/s alone, for example {example}'],
    noName: [
      '{label} {value} has a slash with no name beside it.',
      'One slash between two names, for example {example}',
    ],
    namePath: [
      '{label}: {value} is a path, of no folder in your lab folder.',
      'Enter names of folders that are beside the first one, for example {example}',
    ],
    noFolder: [
      '{label}: there is no name of a folder in {value}.',
      'Enter names, one a line, or leave it empty. Of what “ls -l” prints, only folders and links are taken.',
    ],
    twice: [
      '{label}: {name} is there twice, or has the name of the first collection.',
      'Each has a folder of its own: name each once, for example {example}',
    ],
    tooLong: [
      'The names are too long: with them a command has a line that some shells cut off.',
      'Use a shorter path, or ask for the folder to be renamed.',
    ],
  },
  patterns: {
    // What a shell, a word processor or a manual wrote, and nobody calls a folder.
    all: [
      ['^(?:(["\'`]).*\\1|[“”„‟‘’‚‛«»].*[“”„‟‘’‚‛«»])$', 'quoted'],
      ['^[“”„‟«»‘‚‛]|[“”„‟«»]$', 'halfQuoted'],
      ['(?:^|[/\\\\@:])<[^<>/\\\\@]+>(?:$|[/\\\\@:])', 'blank'],
      ['\\$\\{\\w+\\}|\\$env:|%[a-z_]{2,}%|(?:^|[-_./\\\\])\\$[a-z_]\\w*(?:$|[-_./\\\\])', 'variable'],
      // A shell writes one before every such sign; a name that has one without is called so.
      ["^(?![a-z]:|\\\\\\\\)(?=.*\\\\[ ()[\\]{}&';*?<>|])(?:[^\\\\ ()[\\]{}&';*?<>|\"$`]|\\\\.)*$", 'escaped'],
    ],
    account: [
      ['[^a-z0-9._@-]', 'accountCharacter'],
      ['^[.@-]|@$', 'accountEnds'],
    ],
    folder: [
      ['^(?!\\.\\.?/)[^/]+/', 'below'],
      ['/', 'slash'],
      ['^\\.\\.?$', 'dots'],
    ],
    path: [['^[a-z]:', 'drive'], ...pathPatterns],
    'path wsl': [['^[a-z]:', 'wslDrive'], ...pathPatterns],
    'path windows': [
      ['^(?![a-z]:\\\\[^\\\\]|\\\\\\\\[^\\\\]+\\\\[^\\\\]+\\\\[^\\\\])', 'windowsPath'],
      ['(?<!^[a-z])[<>:"/|?*]', 'windowsCharacter'],
      ['(?!^)[. \\\\](?:\\\\|$)|\\\\(?:con|prn|aux|nul|com\\d|lpt\\d)(?:[.\\\\]|$)', 'windowsFolder'],
    ],
    host: [['^(?![a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$)|\\.\\.', 'host']],
    uuid: [['^(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)', 'uuid']],
    email: [
      ['[?&%,;:<>()[\\]\\\\#]', 'emailCharacter'],
      ['^(?![^@\\s"]+@[^@\\s"]+\\.[^@\\s".]+$)', 'email'],
    ],
    date: [
      ['^(?!\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$)', 'date'],
      // Programs write years before 1000 in too many ways.
      ['^0', 'noDay'],
      // A month with fewer days; the 29th of February, but in a leap year.
      ['-(?:02-3.|(?:0[469]|11)-31)', 'noDay'],
      ['^(?!(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-).*-02-29', 'noDay'],
    ],
    size: [
      [',', 'comma'],
      ['^[\\d.]+$', 'unit'],
      [
        '^(?!(?:(?=\\d*[1-9])\\d{1,9} ?[x×*] ?)?(?=[\\d.]*[1-9])\\d{1,9}(?:\\.\\d{1,9})? ?(?:[mgtp](?:i?b)?|h|hours?)$)',
        'size',
      ],
      ['h', 'hours'],
    ],
    speed: [['^(?!(?=[\\d.]*[1-9])\\d{1,6}(?:\\.\\d{1,6})?$)', 'speed']],
    // Each name of a list.
    names: [
      ['^$', 'noName'],
      ['/', 'namePath'],
      ['^\\.\\.?$', 'dots'],
    ],
    // Any text on one line: what no shell carries is refused before.
    line: [],
  },
  kinds: {
    lineBreak: 'a line break',
    tab: 'a tab',
    control: 'an invisible control character',
    private: 'a private character, which only some programs can show',
    broken: 'half a character, left over from a broken copy',
  },
  notices: {
    all: '{label} {value} {what}. It is used exactly as it is: check that the folder really has this name.',
    hidden: 'has a character that cannot be seen, {codePoint}',
    foreign: 'mixes alphabets: “{character}” is {codePoint}',
    typeset: 'has {character} ({codePoint}), which word processors write in place of a plain sign',
    decomposed: 'has letters made of two characters (it is not in Unicode NFC)',
    spaces: 'begins or ends with a space',
    list: 'has a comma or semicolon inside a name, and several names are one a line here',
    first: '{label}: {value} is the first collection already. It is copied once.',
    lost: 'has the sign for a character that was lost on the way, U+FFFD',
  },
} as const satisfies {
  problems: Record<string, ProblemText>;
  patterns: PatternTable;
  kinds: Record<string, string>;
  notices: Record<string, string>;
};

export type CheckTables = typeof checkTables;
