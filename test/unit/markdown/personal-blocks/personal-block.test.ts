import { describe, expect, it } from 'vitest';
import { refillWords } from '../../../../src/generator/command/argv.ts';
import { checkDraft } from '../../../../src/generator/check.ts';
import { everyExtra } from '../../../../src/generator/every-extra.ts';
import { chooseServer } from '../../../../src/generator/choose-server.ts';
import { formatCommand } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Fields } from '../../../../src/generator/index.ts';
import { readPersonalBlock } from '../../../../src/markdown/personal-blocks/personal-block.ts';
import type { PersonalBlock } from '../../../../src/markdown/personal-blocks/personal-block.ts';
import { exampleFacility, exampleLibrary } from '../../../rigs/example-facility.ts';

const facility: Facility = { ...exampleFacility, petalibrary: exampleLibrary };

function readBlock(text: string): PersonalBlock {
  const read = readPersonalBlock(text, facility);
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
  return read.block;
}

function readMistakes(text: string): string[] {
  const read = readPersonalBlock(text, facility);
  return 'mistakes' in read ? read.mistakes.map(({ line, message, fix }) => `${line}: ${message} ${fix}`) : [];
}

/** The text with these values in it. */
function fill(text: string, values: Record<string, string> = {}): string {
  return formatCommand({ shell: 'posix', words: refillWords(readBlock(text).words, values) });
}

describe('a block', () => {
  it.each([
    ['ls {lab}', 'ls YOUR-LAB'],
    ['  ls\t-l   {storage.interim.path}/{lab}\n', 'ls -l /data/images/YOUR-LAB'],
    [`ls 'a b'/{lab} "it's"`, "ls 'a b/YOUR-LAB' 'it'\\''s'"],
    ['ls {petalibrary.depositPath}/{storage.interim.keepDays}', 'ls /pool/YOUR-ALLOCATION/deposit/10'],
    ['df -h {destination} && ls {lab} | wc -l', 'df -h /YOUR-DESTINATION/YOUR-COLLECTION && ls YOUR-LAB | wc -l'],
    ['ssh {account}@{storage.host}', 'ssh YOUR-ACCOUNT@storage.example.edu'],
    ['ssh {account}@{storage.host} ls {lab}', "ssh YOUR-ACCOUNT@storage.example.edu 'ls YOUR-LAB'"],
    [
      'ssh -tp 22 -J {account}@gate -- {server} ls {lab} | wc -l',
      "ssh -tp 22 -J YOUR-ACCOUNT@gate -- YOUR-SERVER 'ls YOUR-LAB' | wc -l",
    ],
    [
      'ssh {server} ssh {account}@{storage.host} ls {lab}',
      "ssh YOUR-SERVER 'ssh YOUR-ACCOUNT@storage.example.edu '\\''ls YOUR-LAB'\\'",
    ],
    ['sftp {account}@{storage.host}', 'sftp YOUR-ACCOUNT@storage.example.edu'],
  ])('%j shows placeholders until values are known: %j', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  it('has each word that holds a value quoted as one word, and twice for a shell over there', () => {
    const lab = "O'Brien lab; touch PWNED";
    expect(fill('ls {lab}/x', { lab })).toBe("ls 'O'\\''Brien lab; touch PWNED/x'");
    expect(fill('ssh {account}@{storage.host} ls {lab}', { account: 'jdoe', lab })).toBe(
      "ssh jdoe@storage.example.edu 'ls '\\''O'\\'\\\\\\'\\''Brien lab; touch PWNED'\\'",
    );
  });

  it('says of each word what a method says of it, or whose values it holds', () => {
    const explained = readBlock('ssh {account}@{storage.host} du -sh --si {lab}').words.flatMap((word) => [
      [word.meaning, word.source],
      ...(word.inner ?? []).map(({ meaning, source }) => [meaning, source]),
    ]);
    expect(explained).toEqual([
      ['Runs a command on another computer.', 'ssh(1)'],
      ['A value of yours: Account. A fact of the facility: storage.host.', ''],
      ['The command to run there:', 'ssh(1)'],
      ['Adds up the size of a folder.', 'du(1)'],
      ['in one sum (-s), in units that are easy to read (-h).', 'du(1) -s -h'],
      ["Written by the page's author.", ''],
      ['A value of yours: Lab folder.', ''],
    ]);
  });

  it('marks what is typed, and not what is a fact', () => {
    expect(readBlock('ls {storage.interim.path}/{lab}').words[1]?.parts).toEqual([
      { text: '/data/images/' },
      { text: 'YOUR-LAB', field: 'lab' },
    ]);
  });
});

describe('the values of a block', () => {
  function findProblems(text: string, values: Record<string, string>): string[] {
    const { fields, check } = readBlock(text);
    const draft: Draft = { ...values, method: '' };
    const checked = checkDraft(
      chooseServer(facility, draft),
      draft,
      { tables: { fields: fields as Fields, commands: {}, steps: {} }, rules: {} as never },
      check,
      everyExtra,
    );
    return 'problems' in checked ? checked.problems.map(({ message, fix }) => `${message} ${fix}`) : [];
  }

  it.each([
    ['ls {lab}', { lab: 'luger-lab' }, []],
    ['ls {lab}', {}, ['Enter your lab folder. For example curie-lab']],
    ['ls {prefix}', {}, ['Enter your prefix. For example cryoem/GRID1']],
    ['ls {lab}', { lab: 'a/b' }, ['Lab folder “a/b” has a slash. Enter one folder name, for example curie-lab']],
    [
      'ls {lab}',
      { lab: 'a\tb' },
      [
        'Lab folder “a⟨U+0009⟩b” has a tab (U+0009) as character 2. No command can carry it safely. Type the name anew; if it is really part of the name, ask for the folder to be renamed.',
      ],
    ],
    [
      'ls {lab}',
      { lab: '-rf' },
      [
        'Lab folder “-rf” begins with “-”: this command would take it for an option. Type the command yourself, with “./” before the name.',
      ],
    ],
    ['ls -- {lab}', { lab: '-rf' }, []],
    ['ls ./{lab}', { lab: '-rf' }, []],
    [
      'ls {destination}',
      { destination: 'data' },
      [
        'Destination “data” is not an absolute path. Start with /, for example /srv/data/GRID1. “pwd” prints the path of the folder you are in.',
      ],
    ],
    [
      'ls {destination}',
      { destination: '/data/images/x' },
      [
        'Destination “/data/images/x” is on the storage server, where images are deleted. Enter a folder on your own computer.',
      ],
    ],
  ])('are held to the rules of their fields: %j with %j', (text, values, expected) => {
    expect(findProblems(text, values)).toEqual(expected);
  });

  it('have no other sentences with them than these', () => {
    expect(Object.keys(readBlock('ssh {account}@{storage.host} ls').check.problems)).toEqual([
      'empty',
      'uncarriable',
      'tooLong',
      'quoted',
      'halfQuoted',
      'blank',
      'variable',
      'escaped',
      'accountCharacter',
      'accountEnds',
    ]);
  });
});

const plan = 'Use <Plan method="rsync" />, whose commands are made for that and tested.';
const unquote = 'Remove the quotes: the page quotes each word that holds a value, as one word.';
const runs =
  'runs its words, or what it reads, as a command: a value in it could be run too. Write the command itself, without it.';
const filledIn = 'would be replaced by the shell. Write what it stands for.';

describe('a mistake in a block', () => {
  it.each<readonly [text: string, expected: string]>([
    // Names.
    ['ls {labb}', '0: There is no value {labb}. Write {lab}.'],
    ['ls {storage.hots}', '0: There is no value {storage.hots}. Write {storage.host}.'],
    [
      'ls {whatever}',
      '0: There is no value {whatever}. Use one of account, allocation, alsoCollections, bucket, bwlimit, cameraFolder, collected, collectedUntil, collection, destination, drive, email, firstCopy, group, jobAccount, keyFile, lab, leaveOut, nas, nasAccount, notify, otherAccount, otherServer, partition, prefix, qos, rcAccount, receiverId, receiverName, receiverPath, region, remote, remoteFolder, secondCopy, server, serverAccount, size, source, sourcePath, speed, task, timeLimit, timer; or the path of a fact in src/facility/facility.yaml, for example {storage.host}.',
    ],
    ['ls {computer}', '0: {computer} is a choice, not a text. Write what is meant, and a block for each case.'],
    [
      'ls {storage}',
      '0: {storage} is a block of facts, not one fact. Name one fact by its path, for example {storage.host}.',
    ],
    ['ls -l', '0: The block holds no value. Name one in braces, for example {lab}, or take “personal” away.'],
    // Quotes.
    ['ls "{lab}"', `0: The value {lab} stands inside quotes: "{lab}". ${unquote}`],
    ["ls 'my {lab}'", `0: The value {lab} stands inside quotes: 'my {lab}'. ${unquote}`],
    ['ls "my {lab}', '0: The quote in “"my {lab}” is not closed. Close it with ".'],
    [`ls {lab} "$x"`, `0: “$” inside "$x" means something to the shell. Use single quotes: '…'.`],
    ["ls {lab} '\u0007'", "0: '\u0007' has a character that no command can carry, U+0007. Leave it out."],
    ['ls “{lab}', '0: ““” is a typographic quote. Use \' or ".'],
    // What a shell would do with it.
    ['$ ls {lab}', '0: “$” at the beginning is a prompt, not a part of the command. Leave it out.'],
    [
      'jdoe@host:~$ ls {lab}',
      '0: “jdoe@host:~$” at the beginning is a prompt, not a part of the command. Leave it out.',
    ],
    [
      'ls <lab> {lab}',
      '0: “<lab>” is a redirection to a shell. Write the name of a value in braces, for example {lab}.',
    ],
    ['ls {lab} > x', '0: “>” is a redirection. Leave it out: a command here only shows something.'],
    ['ls $HOME {lab}', `0: “$HOME” ${filledIn}`],
    ['ls $(id) {lab}', `0: “$(id)” ${filledIn}`],
    ['ls ${x} {lab}', `0: “\${x}” ${filledIn}`],
    ['ls `id` {lab}', `0: “\`id\`” ${filledIn}`],
    ['ls ~/{lab}', '0: “~” would be replaced by the shell. Write the whole path.'],
    ['ls {lab}/*', '0: “*” is a pattern that the shell would fill in. Name one thing, or put the word in quotes.'],
    [
      'ls {a,b} {lab}',
      '0: “{a,b}” is not the name of a value. Write one name, for example {lab}, or put the word in quotes.',
    ],
    ['ls {lab} # all', '0: “# all” is a comment, which some shells take for words. Write it above the block.'],
    ['ls {lab}; id', '0: “;” joins or groups commands. Give each its own block, or join them by “&&” or “|”.'],
    ['ls {lab} || id', '0: “||” joins or groups commands. Give each its own block, or join them by “&&” or “|”.'],
    ['ls {lab} &', '0: “&” joins or groups commands. Give each its own block, or join them by “&&” or “|”.'],
    ['ls !{lab}', '0: “!” is history to some shells. Put the word in quotes.'],
    [
      'ls a\\ {lab}',
      '0: “\\” is read in different ways by different shells. Put the word in quotes: the page writes it so that each reads it.',
    ],
    ['ls –l {lab}', '0: “–” is a dash. Write hyphens.'],
    ['ls {lab}/é', '0: “é” may mean something to a shell. Put the word in quotes.'],
    // Which commands.
    ['', '0: The block is empty. Write a command.'],
    ['ls {lab} |', '0: There is no command at the end. Write one, or leave the operator out.'],
    ['&& ls {lab}', '0: There is no command before “&&”. Write one, or leave the operator out.'],
    ['{lab} -l', '0: The program, {lab}, is a value. Write the name of a program.'],
    ['LANG=C ls {lab}', '0: “LANG=C” sets a variable, which not every shell writes like this. Leave it out.'],
    [
      "'ls -l' {lab}",
      '0: “ls -l” is not the name of a program. Begin with one, and write its words without quotes around all of them: the page quotes each word.',
    ],
    ['and ls {lab}', '0: “and” is a word of the shell, and not of every one. Write the command itself.'],
    ...[
      'sh -c {lab}',
      '/bin/bash -c {lab}',
      'eval ls {lab}',
      'sudo ls {lab}',
      'xargs {lab}',
      'watch ls {lab}',
      '. {lab}',
    ].map((text) => [text, `0: “${text.split(' ')[0] ?? ''}” ${runs}`] as const),
    ['ls {lab} | sh', `0: “sh” ${runs}`],
    ['docker run sh -c {lab}', '0: “docker” may run “sh”, which reads a value once more. Write the command itself.'],
    [
      'awk {lab}',
      '0: “awk” may read a value as a program. Use a program that takes names as they are, or leave the value out.',
    ],
    ['find {lab} -exec rm x', '0: “find” with “-exec” or “-ok” runs what it finds. Let it only list.'],
    [
      'rsync -a {account}@{storage.host}:/x/{lab} .',
      `0: “rsync” reads {lab} a second time, and takes what is before a colon for a computer. ${plan}`,
    ],
    ['scp {lab} x', `0: “scp” reads {lab} a second time, and takes what is before a colon for a computer. ${plan}`],
    // ssh.
    ['ssh', '0: “ssh” has no destination. Write one, for example {account}@{storage.host}.'],
    ['ssh -z {server} ls', '0: ssh has no option “-z”. See ssh(1).'],
    [
      'ssh -i {destination} {server} ls',
      '0: {destination} stands before the command that ssh runs. Only names of accounts and computers may stand there: account, nas, nasAccount, otherAccount, otherServer, rcAccount, server, serverAccount.',
    ],
    ['ssh {server} -t ls', '0: “-t” after the destination is an option of ssh. Write it before the destination.'],
    ['ssh {server} sh -c {lab}', `0: “sh” ${runs}`],
    [
      "ssh {server} 'ls | wc -l'",
      '0: “ls | wc -l” is not the name of a program. Begin with one, and write its words without quotes around all of them: the page quotes each word.',
    ],
  ])('%j: %s', (text, expected) => {
    expect(readMistakes(text)).toEqual([expected]);
  });

  it('is told with all others, each with its line', () => {
    expect(readMistakes('ls {labb} ~\n\nls "{lab}"')).toEqual([
      '0: There is no value {labb}. Write {lab}.',
      '0: “~” would be replaced by the shell. Write the whole path.',
      `2: The value {lab} stands inside quotes: "{lab}". ${unquote}`,
      '2: A block holds one command on one line. Give each its own block, or join them by “&&”.',
    ]);
  });
});
