/** The questions, in a real terminal. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { choiceTexts, fieldsOf, quoteWord } from '../../../src/generator/index.ts';
import { openPty } from '../../rigs/pty.ts';
import { commandLine, runCommandLine } from '../../rigs/command-line.ts';
import type { Pty } from '../../rigs/pty.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-'));
const printed = join(folder, 'plan.txt');
const program = [process.execPath, commandLine].map(quoteWord).join(' ');
const fields = fieldsOf('rsync');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The command line alone, in a terminal; what it prints goes into a file. */
function openQuestions(): Pty {
  const terminal = openPty(`${program} > ${quoteWord(printed)}`);
  onTestFinished(() => terminal.close());
  return terminal;
}

/** Waits for the question of a field, and answers it; a choice is taken as it is. */
async function answer(terminal: Pty, name: string, typed = ''): Promise<void> {
  await terminal.waitFor(fields[name]?.label ?? name);
  terminal.write(`${typed}\r`);
}

/** Begins the questions, and goes down to the way that is asked for. */
async function chooseRsync(terminal: Pty): Promise<void> {
  await terminal.waitFor('Which way?');
  const place = loadFacility().methods.findIndex(({ id }) => id === 'rsync');
  for (let row = 0; row < place; row += 1) terminal.write('\u001b[B');
  terminal.write('\r');
}

describe('getting-your-data alone, in a terminal', () => {
  it('asks for a method and each of its fields, says what is wrong with a value, and prints the plan alone', async () => {
    const terminal = openQuestions();
    await chooseRsync(terminal);
    await answer(terminal, 'account', 'j doe');
    await terminal.waitFor('Account “j doe” has the character “ ”');
    terminal.write('\u007f'.repeat(5));
    await answer(terminal, 'account', 'jdoe');
    await answer(terminal, 'lab', "O'Brien lab");
    await answer(terminal, 'collection', 'GRID1');
    for (const name of ['computer', 'alsoCollections', 'workplace']) await answer(terminal, name);
    await answer(terminal, 'destination', '/srv/data/GRID1');
    const others = [
      'disk',
      'readers',
      'job',
      'session',
      'logout',
      'awake',
      'keys',
      'connections',
      'streams',
      'bwlimit',
      'live',
      'links',
      'leaveOut',
      'prove',
    ];
    for (const name of [...others, 'collected', 'size']) await answer(terminal, name);
    expect(await terminal.exited).toBe(0);
    const options = ['--account=jdoe', "--lab=O'Brien lab", '--collection=GRID1', '--to=/srv/data/GRID1'];
    const { stdout } = runCommandLine('rsync', ...options);
    expect(readFileSync(printed, 'utf8')).toBe(stdout);
  });

  it('does not ask for what a pasted place has answered', async () => {
    const { host, interim } = loadFacility().storage;
    const terminal = openQuestions();
    await chooseRsync(terminal);
    await answer(terminal, 'account', `jdoe@${host}:${interim.path}/luger-lab/GRID1`);
    const until = await terminal.waitFor(fields.computer?.label ?? '');
    expect(until).not.toContain(fields.lab?.hint);
    terminal.write('\u0003');
    expect(await terminal.exited).toBe(130);
  });

  it('asks whoever does not know the way what chooses one, and marks that one', async () => {
    const terminal = openQuestions();
    await terminal.waitFor('Which way?');
    terminal.write('\u001b[A\r');
    const { who, where, size, days } = choiceTexts.fields;
    for (const [{ label, choices }, wanted] of [
      [who, 'account'],
      [where, 'server'],
    ] as const) {
      await terminal.waitFor(label);
      terminal.write(`${'\u001b[B'.repeat(Object.keys(choices).indexOf(wanted))}\r`);
    }
    await terminal.waitFor(size.label);
    terminal.write('two\r');
    await terminal.waitFor('How much it is “two” is not a size.');
    terminal.write(`${'\u007f'.repeat(3)}2 TB\r`);
    await terminal.waitFor(days.label);
    terminal.write('3\r');
    await terminal.waitFor(/Take .* \(rsync\): /);
    await terminal.waitFor('Which way?');
    terminal.write('\r');
    await terminal.waitFor(fields.account?.hint ?? '');
    terminal.write('\u0003');
    expect(await terminal.exited).toBe(130);
  });

  it.each(['Which way?', 'Account'])(
    'prints nothing and exits with 130 when Ctrl-C is pressed at %s',
    async (question) => {
      const terminal = openQuestions();
      if (question !== 'Which way?') await chooseRsync(terminal);
      await terminal.waitFor(question);
      terminal.write('\u0003');
      expect(await terminal.exited).toBe(130);
      expect(readFileSync(printed, 'utf8')).toBe('');
      // The cursor, which a list hides, is shown again.
      expect(terminal.output.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(
        terminal.output.lastIndexOf('\u001b[?25l'),
      );
    },
  );
});
