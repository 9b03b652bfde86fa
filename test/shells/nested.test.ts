import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatCommand } from '../../src/generator/index.ts';
import { startSshd } from '../rigs/sshd.ts';
import type { Sshd } from '../rigs/sshd.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { randomWord } from '../rigs/random-word.ts';
import { openFolder, posix, readWith, rightReading, shellNames, shells, showArgvThere, tellProgram } from './shell.ts';

// sshd gives the command to the login shell; this stands in for accounts with each of the shells.
const remote = openFolder();
const loginShell = join(remote.folder, '.login-shell');
let sshd: Sshd;

beforeAll(async () => {
  const lines = [
    '#!/bin/sh',
    `cd '${remote.folder}' || exit`,
    `PATH='${remote.env.PATH ?? ''}' HOME='${remote.folder}' LC_ALL=C.UTF-8`,
    'export PATH HOME LC_ALL',
    // Unquoted: `busybox sh` is two words.
    'exec $REMOTE_SHELL -c "$SSH_ORIGINAL_COMMAND"',
  ];
  writeFileSync(loginShell, `${lines.join('\n')}\n`);
  chmodSync(loginShell, 0o755);
  sshd = await startSshd({ forceCommand: loginShell, acceptEnv: ['REMOTE_SHELL'] });
});

afterAll(async () => {
  await sshd.stop();
  remote.remove();
});

const pairs = shellNames.flatMap((near) => shellNames.map((far) => [near, far] as const));

describe.each(shellNames)('a login shell that is %s', (far) => {
  it('is the one that reads the command', async () => {
    const text = `ssh ${sshd.account}@${loadFacility().storage.host} '${tellProgram(far)}'`;
    const reading = await readWith(shells.bash, text, { ...sshd.env, REMOTE_SHELL: shells[far].join(' ') });
    expect(reading).toEqual(rightReading([far]));
  });
});

describe('a command inside ssh, quoted once for each shell', () => {
  it.each(pairs)('is read by %s here and %s there as the words it was made of', async (near, far) => {
    const words = [...hostileWords, ...fc.sample(randomWord, 300)];
    const login = `${sshd.account}@${loadFacility().storage.host}`;
    const text = formatCommand(posix(showArgvThere(login, words)));
    const env = {
      ...sshd.env,
      REMOTE_SHELL: shells[far].join(' '),
    };
    expect(await readWith(shells[near], text, env)).toEqual(rightReading(words));
    expect(remote.listMade()).toEqual([]);
  });
});
