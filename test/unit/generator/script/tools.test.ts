import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatCompare, formatPowerShellTools, formatScriptTools } from '../../../../scripts/script-tools.ts';
import { quoteWord } from '../../../../src/generator/command/quote.ts';
import { auditTools } from '../../../../src/generator/script/audit-tools.ts';
import { fetchTools } from '../../../../src/generator/script/fetch-tools.ts';
import { jobTools } from '../../../../src/generator/script/job-tools.ts';
import { scriptTools } from '../../../../src/generator/script/tools.ts';

const folder = join(import.meta.dirname, '../../../../src/generator/script');

/** The functions of a text of sh, in order. */
const functionsOf = (text: string): string[] => [...text.matchAll(/^(\w+)\(\) \{$/gm)].map(([, name = '']) => name);

describe.each([
  ['tools.sh', 'tools.ts', scriptTools],
  ['fetch.sh', 'fetch-tools.ts', fetchTools],
  ['audit.sh', 'audit-tools.ts', auditTools],
  ['job.sh', 'job-tools.ts', jobTools],
])('the functions of a script in %s', (shell, module, tools) => {
  const source = join(folder, shell);

  it(`are those of ${module}: after a change, npm run methods writes it`, () => {
    expect(readFileSync(join(folder, module), 'utf8')).toBe(formatScriptTools()[module]);
  });

  it('those of PowerShell, and the block that compares there, are those of their sources', () => {
    expect(readFileSync(join(folder, '../steps/sftp-copy/compare.ts'), 'utf8')).toBe(formatCompare());
    expect(readFileSync(join(folder, 'powershell-tools.ts'), 'utf8')).toBe(formatPowerShellTools());
  });

  it('are all of them, to the last character, with nothing between two but a blank line', () => {
    const text = readFileSync(source, 'utf8');
    expect(text.endsWith(`\n\n${tools}`)).toBe(true);
    expect(functionsOf(tools)).toEqual(functionsOf(text));
    expect(new Set(functionsOf(text)).size).toBe(functionsOf(text).length);
    for (const block of tools.split('\n\n')) expect(functionsOf(block), block).toHaveLength(1);
  });

  it('have nothing in them that shellcheck finds, for any sh and for bash', () => {
    for (const kind of ['sh', 'bash']) {
      expect(execFileSync('shellcheck', ['-s', kind, source], { encoding: 'utf8' })).toBe('');
    }
  });
});

/**
 * Runs lines of sh with the functions, and with programs of ours before those of the system: name → lines of sh. What
 * macOS prints is from Apple's sources: file_cmds-457.100.3, df.c; adv_cmds-237, ps/print.c.
 */
function runWith(programs: Readonly<Record<string, readonly string[]>>, lines: readonly string[]): string {
  const own = mkdtempSync(join(tmpdir(), 'tools '));
  try {
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(own, name), ['#!/bin/sh', ...text, ''].join('\n'), { mode: 0o755 });
    }
    return execFileSync('sh', ['-c', [`. ${quoteWord(join(folder, 'tools.sh'))}`, ...lines].join('\n')], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${own}:${process.env.PATH ?? ''}`, OWN: own },
    });
  } finally {
    rmSync(own, { recursive: true });
  }
}

describe('on a Mac', () => {
  const blocks = 'Filesystem   1024-blocks      Used Available Capacity  Mounted on';
  const inodes = 'Filesystem   512-blocks      Used Available Capacity iused      ifree %iused  Mounted on';
  it.each([
    ['-Pk', blocks, '/dev/disk3s5   971350180 598321984 331405440    65%    /System/Volumes/Data', '331405440'],
    ['-Pk', blocks, '/dev/disk4s1   1953512448  1024 1953511424     1%    /Volumes/My 50% - disk', '999999999999999'],
    ['-Pi', inodes, '/dev/disk3s5 1942700360 1196643968 662810880    65% 4200000 3314054400    0%   /', '3314054400'],
    // Disks without such a number, such as network drives.
    [
      '-Pi',
      inodes,
      '//jane@nas/lab 1942700360 1196643968 662810880    65%     0          0     -   /Volumes/lab',
      '999999999999999',
    ],
  ])('df %s tells what is free: %s, %s', (option, head, line, free) => {
    const df = [`[ "$LC_ALL $*" = "C ${option} /d" ] && echo ${quoteWord(head)} && echo ${quoteWord(line)}`];
    expect(runWith({ df }, [`read_free ${option} /d`])).toBe(`${free}\n`);
  });

  it.each([
    ['S+   Mon Nov 30 02:18:15 2026    ', 'MonNov3002:18:152026'],
    ['SNXELs+ Sun Nov  1 12:00:00 2026    ', 'SunNov112:00:002026'],
    ['Z+   Mon Nov 30 02:18:15 2026    ', 'ended'],
    ['', ''],
  ])('ps tells when a process began: %s', (line, began) => {
    const asked = 'UTC0 C -o stat= -o lstart= -p 999999999';
    const ps = [`[ "$TZ $LC_ALL $*" = ${quoteWord(asked)}  ] && printf '%s' ${quoteWord(line && `${line}\n`)}`];
    expect(runWith({ ps }, ['start_of 999999999']).trimEnd()).toBe(began);
  });

  const beginning = ['stem=get-GRID1', 'WHEN_DONE=', 'MOST_TRIES=1', 'begin 0', 'finished=yes'];

  it('working files are where macOS deletes none, unless TMPDIR was set', () => {
    const getconf = ['mkdir -p "$OWN/C" && case $1 in *TEMP_DIR) echo "$OWN/T/" ;; *) echo "$OWN/C/" ;; esac'];
    const folderOf = (temporary: string): string =>
      runWith({ getconf }, [
        'mkdir -p "$OWN/T" "$OWN/other"',
        `temporary=${temporary}`,
        ...beginning,
        'echo "${work#"$OWN"}"',
      ]);
    expect(folderOf('$OWN/T/')).toMatch(/^\/C\/\/get\.\w{6}\n$/);
    expect(folderOf('$OWN/other')).toMatch(/^\/other\/get\.\w{6}\n$/);
    // Elsewhere nobody knows of these folders.
    expect(runWith({ getconf: ['exit 2'] }, ['temporary=$OWN', ...beginning, 'echo "${work#"$OWN"}"'])).toMatch(
      /^\/get\./,
    );
  });

  it('a lock has the name that the network does not change, and the Mac stays awake', () => {
    const scutil = ['[ "$*" = "--get LocalHostName" ] && echo Janes-MacBook-Pro'];
    const caffeinate = ['echo "$*" >"$OWN/awake"'];
    const lines = [
      'temporary=$OWN',
      ...beginning,
      'folder=$OWN',
      'take_lock',
      'cat "$taken"/owner-*',
      'wait',
      'cat "$OWN/awake"',
      'echo $$',
    ];
    const [owner = '', awake, pid] = runWith({ scutil, caffeinate }, lines).split('\n');
    expect(owner.split(' ').slice(0, 2)).toEqual([pid, 'Janes-MacBook-Pro']);
    expect(awake).toBe(`-i -w ${pid ?? ''}`);
    const elsewhere = runWith({ scutil: ['exit 1'] }, [
      'temporary=$OWN',
      ...beginning,
      'folder=$OWN',
      'take_lock',
      'echo "$here"',
    ]);
    expect(elsewhere).toBe(`${hostname()}\n`);
  });
});
