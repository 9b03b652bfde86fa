/** `--look`: what the first step has shown, from a file or from standard input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { feedCommandLine } from '../../rigs/command-line.ts';
import type { Ended } from '../../rigs/command-line.ts';
import { labReportOf, reportOf } from '../../rigs/look-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'look-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { path } = loadFacility().storage.interim;
const collection = reportOf(`${path}/curie-lab/GRID1`);
const lab = labReportOf(`${path}/curie-lab`);

const run = (options: readonly string[], input = ''): Ended => feedCommandLine(options, input);

describe('--look of a collection', () => {
  const asked = ['rsync', '--account=jdoe', '--to=/srv/data/GRID1', '--look'];

  it('gives lab folder, collection, size and days to the plan, and says what was seen', () => {
    const file = join(folder, 'look.txt');
    writeFileSync(file, `jdoe@lab:~$ …\n${collection}jdoe@lab:~$ `);
    const { status, stdout, stderr } = run([...asked, file, '--link=wired1', '--json']);
    expect([status, stderr]).toEqual([0, '']);
    const { request, notices, estimate } = JSON.parse(stdout) as {
      request: object;
      notices: { text: string }[];
      estimate?: { range: string };
    };
    const found = { lab: 'curie-lab', collection: 'GRID1', size: '1200.0 GB' };
    expect(request).toMatchObject({ ...found, collected: '2026-11-17', collectedUntil: '2026-11-19' });
    expect(estimate?.range).toBe('2.5 to 22 hours');
    expect(notices.map(({ text }) => text)).toContainEqual(expect.stringContaining('Your account cannot read: 1'));
  });

  it('takes what the server says, not what was typed', () => {
    const { stdout } = run([...asked, '-', '--size=2 TB', '--collected=2026-10-01', '--json'], collection);
    expect(JSON.parse(stdout)).toMatchObject({ request: { size: '1200.0 GB', collected: '2026-11-17' } });
  });

  it.each([
    [collection.slice(0, 300), 'A part of what the command has shown is missing.'],
    [collection.replace('4000', '4001'), 'This is not what the command has shown: its sum at the end does not fit.'],
    ['', '“-” is empty.'],
  ])('prints the problem of what is no whole look, and no plan', (text, message) => {
    const { status, stdout, stderr } = run([...asked, '-'], text);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^--look: /);
    expect(stderr).toContain(message);
  });

  it('is refused where no step looks, and where there is no such file', () => {
    expect(run(['globus', '--look', '-'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--look and --look-lab go with drive and rsync, and no other method.') as string,
    });
    expect(run([...asked, join(folder, 'none')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--look: ENOENT') as string,
    });
  });
});

describe('--look of a lab folder', () => {
  const asked = ['rsync', '--look', '-'];

  it('prints what goes first', () => {
    const { status, stdout } = run(asked, lab);
    expect(status).toBe(0);
    const [, table = ''] = stdout.split('What goes first\n');
    expect(table.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['Collection', 'First day', 'Last day', 'Files', 'Size', 'Deleted from'],
      ['GRID,2', '2026-11-10', '2026-11-10', '10', '5.0 GB', '2026-11-24'],
      ['GRID1', '2026-11-17', '2026-11-19', '3992', '1195.0 GB', '2026-12-01'],
      ['new', '0', '0 MB', 'empty'],
      [''],
    ]);
  });

  it('makes a reminder of each collection', () => {
    const { stdout } = run([...asked, '--ics'], lab);
    const events = new ICAL.Component(ICAL.parse(stdout) as unknown[]).getAllSubcomponents('vevent');
    expect(events.map((event) => String(event.getFirstPropertyValue('dtstart')).slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-12-01',
    ]);
    expect(new Set(events.map((event) => event.getFirstPropertyValue('uid'))).size).toBe(2);
  });

  it('asks for more time for each', () => {
    const { stdout } = run([...asked, '--more-time'], lab);
    expect(stdout).toMatch(/\n- GRID,2: written on 2026-11-10.*\n- GRID1: written from 2026-11-17 to 2026-11-19.*\n/);
  });

  it('fills in the collection that is named', () => {
    const more = ['--account=jdoe', '--to=/srv/data/GRID1', '--collection=GRID1', '--json'];
    expect(JSON.parse(run([...asked, ...more], lab).stdout)).toMatchObject({
      request: { lab: 'curie-lab', size: '1195.0 GB', collected: '2026-11-17' },
    });
  });
});

describe('--look-lab', () => {
  it('prints the command for the whole lab folder, and needs account and lab folder', () => {
    const { status, stdout } = run(['rsync', '--account=jdoe', '--lab=curie-lab', '--look-lab']);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ssh jdoe@\\S+ .* ${path}/curie-lab/\\. .*lab=1`, 's'));
    const { stderr, ...others } = run(['rsync', '--account=jdoe', '--look-lab']);
    expect(others).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^--lab: Enter your lab folder\./);
  });
});
