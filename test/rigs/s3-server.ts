/**
 * A real server for buckets on loopback (s3rver) that keeps them in a temporary folder, and the `aws` of Debian, told
 * where it is. Commands run exactly as they are printed.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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

/** Debian's, with which the plan was made: another `aws` may stand before it in PATH. */
const program = '/usr/bin/aws';

/** Starts a server with one empty bucket. Throws when Debian's `aws` is not here. */
export async function startS3Server(bucket: string): Promise<S3Server> {
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
  const programs = join(folder, 'programs');
  for (const made of [home, programs]) mkdirSync(made);
  const calls = join(folder, 'calls');
  const reachAt = (at: number): void => {
    writeFileSync(
      join(programs, 'aws'),
      `#!/bin/sh
printf '%s\\0' "$#" "$@" >> '${calls}'
exec ${program} "$@" --endpoint-url http://127.0.0.1:${at}
`,
    );
    chmodSync(join(programs, 'aws'), 0o755);
  };
  reachAt(port);
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    port,
    bucket,
    env: {
      ...Object.fromEntries(inherited),
      PATH: [programs, '/usr/bin', process.env.PATH].join(delimiter),
      HOME: home,
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      // Without a key it would ask for one at an address of Amazon's own network.
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
    },
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
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
