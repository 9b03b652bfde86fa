/** `troubleshooting --seen`: what a screen shows, from a file or from standard input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { feedCommandLine } from '../../rigs/command-line.ts';
import type { Ended } from '../../rigs/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'seen-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (options: readonly string[], input = ''): Ended => feedCommandLine(options, input);
const explain = (input: string, ...options: string[]): Ended =>
  run(['troubleshooting', '--seen', '-', ...options], input);

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const refused = `ssh: connect to host storage.example.org port 22: Connection refused
rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
rsync error: unexplained error (code 255) at io.c(285) [Receiver=3.5.0]
`;

describe('troubleshooting --seen', () => {
  it('prints the entry that explains what is handed to it, and ends with 0', () => {
    const { status, stdout, stderr } = explain(refused);
    expect(stdout).toMatch(/^1\. ssh: connect to host … port\n {3}On: lab server\n\nssh /);
    expect(stdout).not.toContain('\n2. ');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('reads a file, and puts the values that are given into the command', () => {
    const file = write('seen.txt', 'rsync: [receiver] write failed on "/x/a.eer": No space left on device (28)\n');
    const { status, stdout } = run(['troubleshooting', '--seen', file, '--to', '/srv/data/GRID1']);
    expect(stdout).toMatch(/^1\. No space left on device\n {3}On: lab server\n\ndf -h \/srv\/data\/GRID1\n/);
    expect(status).toBe(0);
  });

  it('says when it is not certain, and shows the two that are likeliest', () => {
    const { status, stdout } = explain('bash: rsync: command not found\n');
    expect(stdout).toMatch(/^Not certain\. It may be one of these two:\n\n1\. /);
    expect(stdout).toContain('\n2. ');
    expect(status).toBe(0);
  });

  it('says when it is not known, has the message ready, and ends with 1', () => {
    const { status, stdout, stderr } = explain('Something that nobody has seen before\n', '--account', 'jdoe');
    expect(stdout).toMatch(/^Not known\. .*\n\nSubject: What does this error mean\?\n\nHello,\n/);
    expect(stdout).toContain('\nSomething that nobody has seen before\n');
    expect(stdout).toContain('\nMy account: jdoe\n');
    expect(stdout).toMatch(/\n {3}Send it to the facility manager\.\n$/);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });

  it('prints the same as JSON', () => {
    const known = JSON.parse(explain(refused, '--json').stdout) as Record<string, unknown>;
    expect(known).toMatchObject({
      certainty: 'certain',
      entries: [
        {
          id: 'connection-refused',
          seen: 'ssh: connect to host … port',
          line: 'ssh: connect to host storage.example.org port 22: Connection refused',
        },
      ],
    });
    const { status, stdout } = explain('an error\n', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      certainty: 'unknown',
      entries: [],
      message: { kind: 'message', to: 'the facility manager' },
    });
    expect(status).toBe(1);
  });

  it('reads what Windows PowerShell writes', () => {
    const file = write('wide.txt', Buffer.from(`\ufeff${refused.replaceAll('\n', '\r\n')}`, 'utf16le'));
    expect(run(['troubleshooting', '--seen', file]).stdout).toMatch(/^1\. ssh: connect to host … port\n/);
  });

  it('lets nothing in the text act on a terminal', () => {
    const { stdout } = explain('a \u001b[31mred\u001b[0m \u0007word\u009b2J\u202e\n');
    expect(stdout).toContain('\na red word2J\n');
  });

  it.each([
    ['no text', 'binary', new Uint8Array([1, 0, 2, 3]), 'is no text. Copy what the screen shows into a text file.'],
    ['nothing', 'empty', ' \n', 'is empty. Copy what the screen shows into it.'],
    [
      'more than a screen',
      'huge',
      'a line of a log\n'.repeat(700_000),
      'has more than 10 MB. Give its end alone: tail -n 200 FILE | … --seen -',
    ],
  ])('says so of a file with %s', (_, name, content, said) => {
    const file = write(name, content);
    expect(run(['troubleshooting', '--seen', file])).toEqual({
      status: 1,
      stdout: '',
      stderr: `--seen: “${file}” ${said}\n`,
    });
  });

  it('says so of a value that has a problem', () => {
    const { status, stderr } = explain(refused, '--account', 'j doe');
    expect(stderr).toMatch(/^--account: Account “j doe” has the character “ ”/);
    expect(status).toBe(1);
  });

  it.each([
    [['troubleshooting', '--seen', join(folder, 'none')], /^--seen: ENOENT/],
    [['troubleshooting', '--seen', folder], /^--seen: EISDIR/],
    [['rsync', '--seen', '-'], /^--seen goes with troubleshooting/],
    [['--seen', '-'], /^--seen goes with troubleshooting/],
    [['troubleshooting', '--seen', '-', '--script'], /^--seen does not go with --script\./],
  ])('cannot be understood: %j', (options, said) => {
    const { status, stdout, stderr } = run(options);
    expect(stderr).toMatch(said);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
