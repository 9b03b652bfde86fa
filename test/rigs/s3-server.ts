/**
 * A real server for buckets on loopback (s3rver) that keeps them in a temporary folder, and the `aws` of Debian, told
 * where it is. Commands run exactly as they are printed. To load itself is most of what a call of `aws` costs, so it is
 * loaded once, and each call is a fork of that (`aws-once.py`).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A running server and what its client needs. */
export interface S3Server {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  readonly bucket: string;
  /** The environment to run commands in: `aws` in its PATH reaches the server, or the port given to `reachAt`. */
  readonly env: NodeJS.ProcessEnv;
  /** The same, with an `aws` that is a process of its own, which can be stopped as one. */
  readonly envAlone: NodeJS.ProcessEnv;
  /** The same, with an `aws` that knows the server by the address in its command alone. */
  readonly envAsPrinted: NodeJS.ProcessEnv;
  /** Puts an object into the bucket. */
  put(key: string, content: Buffer, time?: Date): void;
  /** Takes an object out of the bucket, as a clean-up does. */
  remove(key: string): void;
  /** Makes all commands from now on go to this port: that of a proxy. */
  reachAt(port: number): void;
  /** The arguments of each `aws` that has run with this address among them, as they reached it. */
  readCalls(url: string): string[][];
  stop(): Promise<void>;
}

interface S3rver {
  readonly middleware: ((context: { body: unknown }, next: () => Promise<void>) => Promise<void>)[];
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
  readonly httpServer: { closeAllConnections(): void };
}

/** The key that s3rver lets in, and no other. */
export const serverKey = 'S3RVER';

/** Debian's, with which the plan was made: another `aws` may come before it in PATH. */
const program = '/usr/bin/aws';

/** Only for what differs from a plain server. */
interface S3Options {
  /** Words before the command of the loaded `aws`, such as those that enter another namespace. */
  readonly within: readonly string[];
}

/** Starts a server with one empty bucket. Throws when Debian's `aws` is not here. */
export async function startS3Server(bucket: string, { within }: S3Options = { within: [] }): Promise<S3Server> {
  if (!existsSync(program)) throw new Error(`The tests need ${program}: install Debian's package awscli.`);
  const folder = mkdtempSync(join(tmpdir(), 's3-server-'));
  // It has no types.
  const require = createRequire(import.meta.url);
  const Server = require('@20minutes/s3rver') as new (options: object) => S3rver;
  const server = new Server({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: join(folder, 'buckets'),
    configureBuckets: [{ name: bucket }],
    // It computes other signatures than AWS for a prefix such as “it's”. Keys that it does not know are still refused.
    allowMismatchedSignatures: true,
  });
  // It escapes twice what XML has names for, so that aws would ask for “it&#x27;s”. Can go when awkward names come home
  // without it: @20minutes/s3rver 5.0.0, lib/s3rver.js, tagValueProcessor beside fast-xml-parser's own escaping.
  server.middleware.unshift(async (context, next) => {
    await next();
    if (typeof context.body === 'string') context.body = context.body.replaceAll(/&amp;(?=#?\w+;)/g, '&');
  });
  const { port } = await server.run();

  const home = join(folder, 'home');
  const socket = join(folder, 'aws');
  const [loader, ...words] = [...within, '/usr/bin/python3', join(import.meta.dirname, 'aws-once.py'), socket];
  const loaded = spawn(loader, words, {
    env: { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(loaded.stdout, 'data');
  const call = `/usr/bin/python3 -I -S '${join(import.meta.dirname, 'aws-call.py')}' '${socket}'`;

  const programs = (kind: string): string => join(folder, 'programs', kind);
  const calls = join(folder, 'calls');
  const writeProgram = (kind: string, text: string): void => {
    mkdirSync(programs(kind), { recursive: true });
    writeFileSync(join(programs(kind), 'aws'), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  const reachAt = (at: number): void => {
    const note = `printf '%s\\0' "$#" "$@" >> '${calls}'`;
    const endpoint = `--endpoint-url http://127.0.0.1:${at}`;
    writeProgram('once', `${note}\nexec ${call} "$@" ${endpoint}`);
    writeProgram('alone', `${note}\nexec ${program} "$@" ${endpoint}`);
  };
  mkdirSync(home);
  reachAt(port);
  writeProgram('as printed', `exec ${call} "$@"`);
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const envWith = (kind: string): NodeJS.ProcessEnv => ({
    ...Object.fromEntries(inherited),
    PATH: [programs(kind), '/usr/bin', process.env.PATH].join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    // Without a key it would ask for one at an address of Amazon's own network.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
  });
  return {
    port,
    bucket,
    env: envWith('once'),
    envAlone: envWith('alone'),
    envAsPrinted: envWith('as printed'),
    put(key, content, time = new Date(Date.UTC(2024, 4, 1, 12))) {
      const file = join(folder, 'buckets', bucket, `${key}._S3rver_object`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      utimesSync(file, time, time);
    },
    remove(key) {
      rmSync(join(folder, 'buckets', bucket, `${key}._S3rver_object`));
    },
    reachAt,
    readCalls(url) {
      const items = existsSync(calls) ? readFileSync(calls, 'utf8').split('\0').slice(0, -1) : [];
      const all: string[][] = [];
      for (let at = 0; at < items.length; at += 1 + Number(items[at])) {
        all.push(items.slice(at + 1, at + 1 + Number(items[at])));
      }
      return all.filter((words) => words.includes(url));
    },
    async stop() {
      server.httpServer.closeAllConnections();
      await server.close();
      const ended = once(loaded, 'exit');
      loaded.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
