/** The two computers of a transfer: the storage server with its lab folders, and the one that gets the data. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFacility } from '../../src/facility/load.ts';
import type { Draft, Plan } from '../../src/generator/index.ts';
import type { Facility } from '../../src/facility/schema.ts';
import { endProcess, startSshd } from './sshd.ts';
import type { Sshd, SshdOptions } from './sshd.ts';
import { startProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';
import { planOf } from './plans.ts';

/** What a command left behind. */
export interface Ended {
  /** Its exit code; null when a signal ended it. */
  readonly code: number | null;
  /** What a terminal would have shown: standard output and standard error, in the order they were written. */
  readonly shown: string;
}

/** A command that is running. */
export interface Running {
  /** Also the id of its process group. */
  readonly pid: number;
  /** Once no process of it is left. */
  readonly ended: Promise<Ended>;
}

export interface Site {
  readonly facility: Facility;
  readonly sshd: Sshd;
  /** All connections to `sshd` go through it. */
  readonly proxy: Proxy;
  /** An empty folder of the receiving computer, where commands run and destinations may be. */
  readonly folder: string;
  /** Makes a lab folder; `name` is what its name begins with. Gives its name. */
  makeLab(name?: string): string;
  /** The path of a collection on the storage server. */
  locate(lab: string, collection: string): string;
  /** The plan of an rsync request of this site's account. Throws with its problems. */
  plan(draft: Omit<Draft, 'method' | 'account'>): Plan;
  /** Runs a line in a shell, as if it had been typed there. */
  run(line: string, shell?: string): Promise<Ended>;
  start(line: string, shell?: string): Running;
  /** Ends and removes everything. */
  close(): Promise<void>;
}

/** Sets up both computers. */
export async function openSite(options: SshdOptions = {}): Promise<Site> {
  const facility = loadFacility();
  const interim = facility.storage.interim.path;
  makeInterimFolder(interim);
  const proxy = await startProxy();
  const sshd = await startSshd({ ...options, connectPort: proxy.port });
  proxy.forwardTo(sshd.port);
  const folder = mkdtempSync(join(tmpdir(), 'receiver-'));
  const outputs = mkdtempSync(join(tmpdir(), 'output-'));
  const labs: string[] = [];
  const running = new Set<Running>();

  const start = (line: string, shell = 'bash'): Running => {
    // One file for both, as a terminal is: their order is kept.
    const output = join(outputs, randomUUID());
    const file = openSync(output, 'a');
    const child = spawn(shell, ['-c', line], {
      cwd: folder,
      env: sshd.env,
      // The pipe closes when the last process that the line has begun is gone: a shell or rsync may end before its
      // helpers have put a file aside.
      stdio: ['ignore', file, file, 'pipe'],
      detached: true,
    });
    closeSync(file);
    const ended = new Promise<Ended>((resolve, reject) => {
      child
        .once('error', (error) => {
          // It has no pid: to end it would end whoever asks.
          running.delete(started);
          reject(error);
        })
        .once('close', (code) => {
          running.delete(started);
          resolve({ code, shown: readFileSync(output, 'utf8') });
        });
    });
    const started = { pid: child.pid ?? 0, ended };
    running.add(started);
    return started;
  };

  return {
    facility,
    sshd,
    proxy,
    folder,
    makeLab(name = 'test-lab') {
      const lab = `${name}-${randomUUID().slice(0, 8)}`;
      const path = `${interim}/${lab}`;
      mkdirSync(path);
      labs.push(path);
      return lab;
    },
    locate: (lab, collection) => `${interim}/${lab}/${collection}`,
    plan(draft) {
      return planOf(facility, { ...draft, method: 'rsync', account: sshd.account }, '2026-11-23');
    },
    run: (line, shell) => start(line, shell).ended,
    start,
    async close() {
      for (const { pid, ended } of running) {
        endProcess(-pid, 'SIGKILL');
        await ended;
      }
      await proxy.stop();
      await sshd.stop();
      for (const path of [...labs, folder, outputs]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The commands name the facility's own path, so it must be there, and ours to write to. */
function makeInterimFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new Error(`The tests need a writable ${path}: run them as root, or make that folder.`, { cause });
  }
}
