import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction } from '../../src/generator/index.ts';
import type { Draft, Step } from '../../src/generator/index.ts';
import { openPty } from '../rigs/pty.ts';
import { endProcess } from '../rigs/sshd.ts';
import { planOf, stepOf } from '../rigs/plans.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'globus-'));
  chmodSync(folder, 0o700);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function stepAsked(draft: Omit<Draft, 'method'>, id: string): Step {
  const names = { lab: 'smith-lab', collection: 'GRID1', receiverName: 'Smith Lab', receiverPath: '/~/cryoem/GRID1' };
  return stepOf(planOf(loadFacility(), { method: 'globus', ...names, ...draft }), id);
}

describe('Globus Connect Personal for Linux', () => {
  const personal = { email: 'jdoe@example.edu', sourcePath: '/', receiver: 'personal' };

  it('is unpacked to where the next steps start it, whatever its version is', () => {
    for (const version of ['3.2.6', '4.0.1']) {
      const inside = `globusconnectpersonal-${version}`;
      mkdirSync(join(folder, inside));
      writeFileSync(join(folder, inside, 'globusconnectpersonal'), `#!/bin/sh\necho ${version} "$@"\n`, {
        mode: 0o755,
      });
      const packed = spawnSync('tar', ['-czf', 'globusconnectpersonal-latest.tgz', inside], { cwd: folder });
      expect(packed.status).toBe(0);
      rmSync(join(folder, inside), { recursive: true });
      const run = (id: string) =>
        spawnSync('bash', ['-c', formatAction(stepAsked(personal, id).action)], { cwd: folder, encoding: 'utf8' });
      expect(run('unpack')).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(readFileSync(join(folder, 'globus-client', 'globusconnectpersonal'), 'utf8')).toContain(version);
      expect(run('status')).toMatchObject({ status: 0, stdout: `${version} -status\n` });
    }
    expect(existsSync(join(folder, 'globusconnectpersonal-4.0.1'))).toBe(false);
  });
});

describe('the session on the storage server', () => {
  const server = { way: 'server', account: 'jdoe' };
  const textOf = (id: string): string => formatAction(stepAsked(server, id).action);

  it('starts, is left with what runs in it, is found again, and ends', async () => {
    const prompt = 'ready$';
    const promptInside = 'inside$';
    writeFileSync(join(folder, '.bashrc'), `PS1='${prompt} '\n[ -z "$STY" ] || PS1='${promptInside} '\nHISTFILE=\n`);
    const env = { HOME: folder, SHELL: '/bin/bash', SCREENDIR: folder, STY: undefined, TMUX: undefined };
    const list = () =>
      spawnSync('bash', ['-c', 'screen -ls'], { env: { ...process.env, SCREENDIR: folder }, encoding: 'utf8' }).stdout;
    const pty = openPty('exec bash', { env, cwd: folder });
    try {
      await pty.waitFor(prompt);
      pty.write(`${textOf('session')}\r`);
      const first = await pty.waitFor(/inside\$|Press Space/);
      if (first.includes('Press Space')) {
        pty.write(' ');
        await pty.waitFor(promptInside);
      }
      // What holds the terminal, as the client does without an "&".
      pty.write("sh -c 'echo $((40 + 2)) connected; exec cat'\r");
      await pty.waitFor('42 connected');
      const { action } = stepAsked(server, 'detach');
      expect(action).toEqual({ kind: 'keys', keys: [['Ctrl', 'A'], ['D']] });
      pty.write('\x01');
      pty.write('d');
      await pty.waitFor('[detached');
      await pty.waitFor(prompt);
      expect(list()).toMatch(/\d+\.globus\s.*\(Detached\)/);
      pty.write(`${textOf('reattach')}\r`);
      await pty.waitFor('42 connected');
      pty.write('\x03');
      await pty.waitFor(promptInside);
      pty.write(`${textOf('end')}\r`);
      await pty.waitFor('[screen is terminating]');
      expect(list()).toContain('No Sockets found');
    } finally {
      await pty.close();
      for (const [, pid] of list().matchAll(/^\s+(\d+)\./gm)) endProcess(Number(pid));
    }
  });
});
