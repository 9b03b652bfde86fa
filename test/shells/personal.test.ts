import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { refillWords } from '../../src/generator/command/argv.ts';
import { formatCommand } from '../../src/generator/index.ts';
import { readPersonalBlock } from '../../src/markdown/personal-blocks/personal-block.ts';
import { startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { openFolder, posix, readWith, rightReading, shells } from './shell.ts';

const facility = loadFacility();
const near = ['bash', 'zsh', 'fish', 'dash', 'tcsh'] as const;
const far = ['bash', 'fish', 'tcsh'] as const;

const remote = openFolder();
let sshd: Sshd;

beforeAll(async () => {
  const loginShell = join(remote.folder, '.login-shell');
  const lines = [
    '#!/bin/sh',
    `cd '${remote.folder}' || exit`,
    `PATH='${remote.env.PATH ?? ''}' HOME='${remote.folder}' LC_ALL=C.UTF-8`,
    'export PATH HOME LC_ALL',
    'exec $REMOTE_SHELL -c "$SSH_ORIGINAL_COMMAND"',
  ];
  writeFileSync(loginShell, `${lines.join('\n')}\n`);
  chmodSync(loginShell, 0o755);
  sshd = await startSshd({ forceCommand: loginShell, acceptEnv: ['REMOTE_SHELL'], shareConnection: true });
});

afterAll(async () => {
  await sshd.stop();
  remote.remove();
});

/** The text that a page's block shows to a reader with these values. */
function fill(text: string, values: Record<string, string>): string {
  const read = readPersonalBlock(text, facility);
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
  return formatCommand(posix(refillWords(read.block.words, values)));
}

const { path } = facility.storage.interim;
const names = ["O'Brien lab; touch PWNED", ...hostileWords];
const worstNames = names.filter((name) => /PWNED|['"\\!*~]/.test(name) && name.length < 60).slice(0, 20);

describe.each(near)('a block that a person pastes into %s', (shell) => {
  it('has each word that holds a value as one word, whatever the value', async () => {
    const block = "show-argv -l 'a constant $HOME' {lab} x/{lab}/{collection} {storage.interim.path}/{lab}";
    const argvs = names.map((lab) => ['-l', 'a constant $HOME', lab, `x/${lab}/${lab}`, `${path}/${lab}`]);
    const text = names.map((lab) => fill(block, { lab, collection: lab })).join('; ');
    expect(await readWith(shells[shell], text)).toEqual({ argvs, made: [], complaint: '' });
  });

  it('has them so in each command of a list and of a pipe', async () => {
    const block = 'show-argv {lab} && show-argv x/{lab} | cat';
    const text = worstNames.map((lab) => fill(block, { lab })).join('; ');
    const argvs = worstNames.flatMap((lab) => [[lab], [`x/${lab}`]]);
    expect(await readWith(shells[shell], text)).toEqual({ argvs, made: [], complaint: '' });
  });

  it.each(far)('has them so on the other side of ssh too, where %s reads them', async (login) => {
    // A third of the names each, so that each shell, here and there, has all of them.
    const third = (near.indexOf(shell) + far.indexOf(login)) % far.length;
    const block = 'ssh {account}@{storage.host} show-argv -l {lab} {storage.interim.path}/{lab}/{collection}';
    for (const lab of worstNames.filter((_, index) => index % far.length === third)) {
      const text = fill(block, { account: sshd.account, lab, collection: lab });
      const env = { ...sshd.env, REMOTE_SHELL: shells[login].join(' ') };
      expect(await readWith(shells[shell], text, env)).toEqual(rightReading(['-l', lab, `${path}/${lab}/${lab}`]));
    }
    expect(remote.listMade()).toEqual([]);
  });
});
