/** What somebody has to know at a terminal for the first time, by computer. Each line has the source it is from. */

/** Where a line is written, or what was run; and the day on which that was. */
interface TerminalSource {
  readonly title: string;
  readonly url?: string;
  readonly on: string;
}

const on = '2026-11-29';
const page = (title: string, url: string): TerminalSource => ({ title, url, on });
const manual = (title: string): TerminalSource => ({ title, on });

const sources = {
  startPowerShell: page(
    'Microsoft, Starting Windows PowerShell',
    'https://learn.microsoft.com/powershell/scripting/windows-powershell/starting-windows-powershell',
  ),
  installTerminal: page(
    'Microsoft, Windows Terminal installation',
    'https://learn.microsoft.com/windows/terminal/install',
  ),
  pasteInTerminal: page(
    'Microsoft, Actions in Windows Terminal: Paste',
    'https://learn.microsoft.com/windows/terminal/customize-settings/actions',
  ),
  pasteWarnings: page(
    'Microsoft, Interaction settings in Windows Terminal',
    'https://learn.microsoft.com/windows/terminal/customize-settings/interaction',
  ),
  pasteWords: page('microsoft/terminal, pull request 8744', 'https://github.com/microsoft/terminal/pull/8744'),
  powerShellPrompt: page(
    'Microsoft, about_Prompts',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_prompts',
  ),
  controlC: page(
    'Microsoft, CTRL+C and CTRL+BREAK Signals',
    'https://learn.microsoft.com/windows/console/ctrl-c-and-ctrl-break-signals',
  ),
  startWsl: page(
    'Microsoft, Set up a WSL development environment',
    'https://learn.microsoft.com/windows/wsl/setup/environment',
  ),
  drivesInWsl: page(
    'Microsoft, Working across Windows and Linux file systems',
    'https://learn.microsoft.com/windows/wsl/filesystems',
  ),
  openTerminal: page(
    'Software Carpentry, The Unix Shell: Setup',
    'https://swcarpentry.github.io/shell-novice/#open-a-new-shell',
  ),
  prompt: page(
    'Software Carpentry, The Unix Shell: Introducing the Shell',
    'https://swcarpentry.github.io/shell-novice/01-intro.html',
  ),
  gnomePaste: page(
    'GNOME Terminal, Copy and paste',
    'https://help.gnome.org/users/gnome-terminal/stable/txt-copy-paste.html',
  ),
  gnomeDrop: page('GNOME Terminal, its source', 'https://gitlab.gnome.org/GNOME/gnome-terminal'),
  commandKeys: page('Wikipedia, Control-C', 'https://en.wikipedia.org/wiki/Control-C'),
  macTerminal: page(
    'Unlocking the Mac’s Command Line',
    'https://www.oreateai.com/blog/unlocking-the-macs-command-line-a-friendly-guide-to-terminal/a7d70ea7c27b01c8aef53b3b1e43e39b',
  ),
  copyPath: page(
    'What Does “Copy As Path” Mean?',
    'https://everydaytech.org/files-data-cloud-storage/file-management-organization/what-does-copy-as-path-mean',
  ),
  password: page('UC Riverside HPCC, Login', 'https://hpcc.ucr.edu/manuals/access/login/'),
  duo: page(
    'University of Minnesota, Authenticate with Duo',
    'https://it.umn.edu/services-technologies/how-tos/oit-hosted-virtual-machine-authenticate',
  ),
  ssh: manual('ssh(1), OpenSSH 9.2p1: DESCRIPTION, VERIFYING HOST KEYS'),
  stty: manual('stty(1), GNU coreutils 9.1: intr'),
  bash: manual('bash(1), GNU bash 5.2: PROMPTING, exit'),
  pwd: manual('pwd(1), GNU coreutils 9.1'),
  unixShells: manual('Run with bash 5.2 and zsh 5.9'),
  errors: manual('The entries of Troubleshooting'),
} satisfies Readonly<Record<string, TerminalSource>>;

/** A question, its answer with what is seen or typed between backticks, and where that is from. */
interface TerminalLine {
  readonly ask: string;
  readonly answer: string;
  readonly sources: readonly TerminalSource[];
}

type Row = readonly [ask: string, answer: string, ...from: readonly (keyof typeof sources)[]];

/** What is the same on every computer: ssh asks it. */
const questionsOfSsh: readonly Row[] = [
  [
    'I type my password, and nothing appears',
    'That is right: neither letters nor dots are shown, and the cursor stays where it is. Type it to its end and press Enter.',
    'password',
    'startWsl',
  ],
  [
    'It asks about a fingerprint, yes or no',
    'The first time, `ssh` does not know the server yet. Compare the fingerprint with one that you have from a person who knows. If both are the same, type `yes`, the whole word, and press Enter. If they differ, type `no` and ask.',
    'ssh',
  ],
  [
    'After the password it asks for more',
    'A second factor. It may be a code from your phone, or a list with a number for each way, such as `Passcode or option (1-2):`. Type the code or the number and press Enter. After a push, confirm on your phone; nothing happens here until you do.',
    'duo',
  ],
];

const isItRunning: Row = [
  'Does it still run?',
  'As long as there is no new prompt, the command is at work, even if it says nothing. When the prompt is back, it has ended.',
  'prompt',
];

const stop: Row = [
  'How do I stop it?',
  'Press `Ctrl` and `C` together. On a Mac too it is `control`, not `command`.',
  'stty',
  'commandKeys',
];

const notFound: Row = [
  'It says `command not found`',
  'The shell knows no program of the name that the line begins with. Often a prompt was copied too: `$: command not found` in bash, `command not found: $` in zsh. Or only a part of the command was pasted. Copy it again with its button. If the name is that of a program, such as `rsync`, it is not installed: look in Troubleshooting.',
  'unixShells',
  'prompt',
];

const pasteInWindowsTerminal: Row = [
  'How do I paste?',
  'Press `Ctrl` and `V` together, or click with the right mouse button. Then press Enter.',
  'pasteInTerminal',
  'pasteWarnings',
];

const warning: Row = [
  'A window warns of several lines',
  'Windows Terminal asks before it pastes text of several lines, since each line may run by itself. A command of this site may be longer than one line. If the window shows what you copied here, choose `Paste anyway`. If it shows anything else, cancel, and copy again.',
  'pasteWarnings',
  'pasteWords',
];

const copyAsPath =
  'In the Explorer, click the folder with the right mouse button and choose `Copy as path`; in Windows 10, hold `Shift` while you click. The copied path has quote marks around it';

const windows: readonly Row[] = [
  [
    'How do I open a terminal?',
    'Click `Start`, type `PowerShell`, and click `Windows PowerShell`. Windows Terminal, if you have that, begins with PowerShell too.',
    'startPowerShell',
    'installTerminal',
  ],
  [
    'What is the prompt?',
    '`PS C:\\Users\\marie>`, with the folder that you are in. It says that PowerShell is ready for a command. It is not a part of commands: never type it.',
    'powerShellPrompt',
  ],
  pasteInWindowsTerminal,
  warning,
  ...questionsOfSsh,
  [
    'Does it still run?',
    'As long as there is no new prompt, the command is at work, even if it says nothing. When the prompt is back, it has ended.',
    'powerShellPrompt',
  ],
  [
    'How do I stop it?',
    'Press `Ctrl` and `C` together, with nothing marked in the window: what is marked would be copied instead.',
    'controlC',
    'pasteInTerminal',
  ],
  ['How do I get the path of a folder?', `${copyAsPath}: in a form of this site leave them out.`, 'copyPath'],
  [
    'It says `is not recognized`',
    'PowerShell knows no program of the name that the line begins with. Was a prompt copied too, or only a part of the command? Copy it again with its button. If it names `ssh` or `scp`, or the command is one for Linux, look in Troubleshooting.',
    'errors',
  ],
];

const wsl: readonly Row[] = [
  [
    'How do I open a terminal?',
    'Open your Linux from the Start menu: it is called `Ubuntu`, unless you chose another. In Windows Terminal, click the arrow beside the `+` and choose it there. PowerShell is another terminal: the commands for WSL do not work in it.',
    'startWsl',
    'installTerminal',
  ],
  [
    'What is the prompt?',
    'Mostly your name and that of the computer, and at the end `$`. It says that the shell is ready for a command. It is not a part of commands: never type it.',
    'prompt',
  ],
  pasteInWindowsTerminal,
  warning,
  ...questionsOfSsh,
  isItRunning,
  stop,
  [
    'How do I get the path of a folder?',
    `${copyAsPath}. WSL writes it otherwise: \`C:\\Users\\marie\` is \`/mnt/c/Users/marie\` there.`,
    'copyPath',
    'drivesInWsl',
  ],
  notFound,
];

const macos: readonly Row[] = [
  [
    'How do I open a terminal?',
    'Press `command` and the space bar together, type `Terminal`, and press Return. Or, in the Finder, choose `Utilities` from the menu `Go`, and open Terminal.',
    'openTerminal',
    'macTerminal',
  ],
  [
    'What is the prompt?',
    'Mostly your name and that of the Mac, and at the end `%`, or `$` on an older one. It says that the shell is ready for a command. It is not a part of commands: never type it.',
    'prompt',
    'macTerminal',
  ],
  ['How do I paste?', 'Press `command` and `V` together. Then press Return.', 'commandKeys'],
  ...questionsOfSsh,
  isItRunning,
  stop,
  [
    'How do I get the path of a folder?',
    'Drag the folder from the Finder into the window of Terminal, which writes its path. For a form of this site, click the folder with the right mouse button, hold `option`, and choose `Copy … as Pathname`.',
    'macTerminal',
    'copyPath',
  ],
  notFound,
];

const linux: readonly Row[] = [
  [
    'How do I open a terminal?',
    'Look for `Terminal`, `Konsole` or `xterm` in the menu of applications, or type the name into its search.',
    'openTerminal',
  ],
  [
    'What is the prompt?',
    'Mostly your name and that of the computer, and at the end `$`. It says that the shell is ready for a command. It is not a part of commands: never type it.',
    'prompt',
  ],
  [
    'How do I paste?',
    'Press `Ctrl`, `Shift` and `V` together, or click with the right mouse button and choose `Paste`. `Ctrl` and `V` alone do not paste in a terminal. Then press Enter.',
    'gnomePaste',
  ],
  ...questionsOfSsh,
  isItRunning,
  stop,
  [
    'How do I get the path of a folder?',
    'Drag the folder from the window of files into the terminal, which writes its path, in quote marks if it needs them. Or go into the folder in the terminal: `pwd` prints its path.',
    'gnomeDrop',
    'pwd',
  ],
  notFound,
];

const server: readonly Row[] = [
  [
    'How do I get there?',
    'Open a terminal on the computer that you sit at, as below. In it, type `ssh`, a blank, your account there, `@` and the name of the server, such as `ssh marie@server.example.edu`, and press Enter. Whoever runs the server tells you both.',
    'ssh',
  ],
  [
    'Where am I?',
    'The prompt names the computer on which your commands run: after `ssh` it is that of the server. `exit` brings you back.',
    'bash',
    'ssh',
  ],
  ...questionsOfSsh,
  isItRunning,
  stop,
  [
    'How do I get the path of a folder?',
    'Go into the folder: `pwd` prints its path. Dragging from your own computer would give a path that the server does not have.',
    'pwd',
  ],
  notFound,
];

/** A computer, by the id that links to it end with. */
export interface TerminalHelp {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly TerminalLine[];
}

const help = (id: string, title: string, rows: readonly Row[]): TerminalHelp => ({
  id,
  title,
  lines: rows.map(([ask, answer, ...from]) => ({ ask, answer, sources: from.map((name) => sources[name]) })),
});

/** The lines of each computer. */
export const terminalHelp: readonly TerminalHelp[] = [
  help('server', 'On a server, after ssh', server),
  help('windows', 'Windows, with PowerShell', windows),
  help('wsl', 'Windows, with WSL', wsl),
  help('macos', 'Mac', macos),
  help('linux', 'Linux, at its own screen', linux),
];
