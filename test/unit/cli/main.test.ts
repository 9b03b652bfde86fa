import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { fieldNames, fields, formatAction, planTransfer } from '../../../src/generator/index.ts';
import type { Plan } from '../../../src/generator/index.ts';

const main = join(import.meta.dirname, '../../../src/cli/main.ts');
const asked = ['rsync', '--account=jdoe', "--lab=O'Brien lab", '--collection=GRID1', '--to=/srv/data/GRID1'];

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
}

function planOf(): Plan {
  const draft = {
    method: 'rsync',
    account: 'jdoe',
    lab: "O'Brien lab",
    collection: 'GRID1',
    destination: '/srv/data/GRID1',
  };
  const planned = planTransfer(loadFacility(), draft, '2026-11-23');
  if ('plan' in planned) return planned.plan;
  throw new Error(JSON.stringify(planned.problems));
}

describe('the command line', () => {
  it('prints every step in order, its command alone at the left margin, and exits with 0', () => {
    const { status, stdout, stderr } = run(...asked);
    expect([status, stderr]).toEqual([0, '']);
    const blocks = stdout.split('\n\n');
    let from = 0;
    for (const [index, { title, action }] of planOf().steps.entries()) {
      const at = blocks.findIndex((block, place) => place >= from && block.startsWith(`${index + 1}. ${title}\n`));
      expect(blocks[at + 1]).toBe(formatAction(action));
      from = at + 1;
    }
    const { contact, name } = loadFacility();
    expect(stdout.trimEnd()).toMatch(new RegExp(`Questions\\? Ask ${contact.role} of ${name}\\.$`));
  });

  it('says first when images are deleted, counted from today', () => {
    const [, day] = /those written today, (\d{4}-\d\d-\d\d), are deleted on or after/.exec(run(...asked).stdout) ?? [];
    const now = new Date();
    expect([now.getFullYear(), now.getMonth() + 1, now.getDate()]).toEqual(day?.split('-').map(Number));
  });

  it('prints the plan as JSON, with the text of each command', () => {
    const { steps } = JSON.parse(run(...asked, '--json').stdout) as { steps: { text: string; title: string }[] };
    expect(steps.map(({ text }) => text)).toEqual(planOf().steps.map(({ action }) => formatAction(action)));
  });

  it('explains each word and its source when asked to', () => {
    expect(run(...asked).stdout).not.toContain('[rsync(1) --partial-dir]');
    const { stdout } = run(...asked, '--explain');
    expect(stdout).toContain(
      '   --partial-dir=.rsync-partial  Keeps that part in this folder: no cut file ever looks whole. [rsync(1) --partial-dir]\n',
    );
    expect(stdout).toContain(
      '      ServerAliveInterval=30  asks every 30 seconds whether the server is there. [ssh_config(5)]\n',
    );
  });

  it('prints every problem on stderr, nothing on stdout, and exits with 1', () => {
    const { status, stdout, stderr } = run('rsync', '--lab', 'a/b', '--to', 'data', '--account', 'jdoe');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      [
        '--lab: Lab folder “a/b” has a slash. Enter one folder name, for example luger-lab',
        '--collection: Enter your collection. For example GRID1',
        '--to: Destination “data” is not an absolute path. Start with /, for example /srv/data/GRID1. “pwd” prints the path of the folder you are in.\n',
      ].join('\n'),
    );
  });

  it('never lets a control character of a value reach the terminal', () => {
    const { status, stderr } = run('rsync', '--lab', '\u001b[2Jx', '--account', '\u001b]0;x\u0007');
    expect(status).toBe(1);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('understands a pasted place', () => {
    const { interim, host } = loadFacility().storage;
    const place = `jdoe@${host}:${interim.path}/luger-lab/GRID1/`;
    const { status, stdout } = run('rsync', '--collection', place, '--to', '/srv/data/GRID1');
    expect([status, stdout.includes(`ssh jdoe@${host} 'du -sh ${interim.path}/luger-lab/GRID1'\n`)]).toEqual([0, true]);
  });

  it.each([
    ['a method that is missing', [], 'Name a method'],
    ['an option it does not know', ['rsync', '--labb', 'x'], "Unknown option '--labb'"],
    ['a value that is not quoted', ['rsync', '--lab', 'my', 'lab'], 'Unexpected “lab”'],
    ['an option without its value', ['rsync', '--lab'], '--lab'],
  ])('answers %s with one line, the way to the manual, and 2', (_, args, said) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/See getting-your-data --help\.\n$/);
  });

  it('answers a method that there is not with a problem', () => {
    expect(run('ftp')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'method: There is no method “ftp”. Use rsync.\n',
    });
  });

  it('has a manual with every field', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const name of fieldNames) {
      const { flag, label, hint } = fields[name];
      expect(stdout).toContain(`  --${flag} VALUE\n      ${label}. ${hint}\n`);
    }
  });
});
