/** The lists that programs write are read as they mean them: each hash is that of the file which its name leads to. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as hashWasm from 'hash-wasm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AlgorithmId } from '../../src/whole/algorithms.ts';
import { decodeList } from '../../src/whole/decode-list.ts';
import { placeFiles } from '../../src/whole/place-files.ts';
import { readList } from '../../src/whole/read-list.ts';

const plainNames = [
  'a.mrc',
  'sub dir/b (1) = c.mrc',
  'empty',
  ' lead',
  'trail ',
  '*star',
  'it\'s "q" <b>',
  'Müller',
  '-dash',
  '#hash',
];
/** Names that only some programs can write so that they can be read again. */
const oddNames = ['back\\slash', 'new\nline', 'carriage\rreturn'];

const compute: Readonly<Record<AlgorithmId, (data: Uint8Array) => Promise<string>>> = {
  md5: hashWasm.md5,
  xxh128: hashWasm.xxhash128,
  sha1: hashWasm.sha1,
  sha224: hashWasm.sha224,
  sha256: hashWasm.sha256,
  sha384: hashWasm.sha384,
  sha512: hashWasm.sha512,
  blake2b: hashWasm.blake2b,
  xxh32: hashWasm.xxhash32,
  xxh64: hashWasm.xxhash64,
  xxh3: hashWasm.xxhash3,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
  mkdirSync(join(folder, 'GRID1/sub dir'), { recursive: true });
  for (const name of [...plainNames, ...oddNames]) {
    writeFileSync(join(folder, 'GRID1', name), name === 'empty' ? '' : `The data of ${name}`);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Reads what a program has printed, finds each name among the files, and says what is not right. */
async function judge(printed: Buffer, names: readonly string[]): Promise<unknown> {
  const list = readList(decodeList(printed));
  const { pairs, missing, extra, unclear } = placeFiles(
    list.entries,
    names.map((name) => ({ path: `GRID1/${name}` })),
  );
  const wrong: string[] = [];
  for (const { entry, file } of pairs) {
    const data = readFileSync(join(folder, file.path));
    for (const { algorithms, hex } of entry.hashes) {
      const computed = await Promise.all(algorithms.map((id) => compute[id](data)));
      if (!computed.includes(hex)) wrong.push(file.path);
    }
  }
  const { unread, hasEnd } = list;
  return {
    pairs: pairs.length,
    wrong,
    missing: missing.length,
    extra: extra.length,
    unclear: unclear.length,
    unread,
    hasEnd,
  };
}

const right = (names: readonly string[]): unknown => ({
  pairs: names.length,
  wrong: [],
  missing: 0,
  extra: 0,
  unclear: 0,
  unread: [],
  hasEnd: true,
});

const run = (command: string, names: readonly string[]): Buffer => {
  const [program = '', ...words] = command.split(' ');
  return execFileSync(program, [...words, ...names.map((name) => `./${name}`)], {
    cwd: join(folder, 'GRID1'),
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
};

it.each([
  'md5sum',
  'md5sum -b',
  'md5sum --tag',
  'md5sum -z',
  'sha1sum',
  'sha224sum',
  'sha256sum',
  'sha384sum',
  'sha512sum --tag',
  'b2sum',
  'shasum',
  'shasum -a 256',
  'shasum -a 512 --tag',
])('%s, with names that it escapes', async (command) => {
  const names = [...plainNames, ...oddNames];
  expect(await judge(run(command, names), names)).toEqual(right(names));
});

it.each([
  'xxhsum -H0',
  'xxhsum -H1',
  'xxhsum -H2',
  'xxhsum -H3',
  'xxhsum -H32 --tag',
  'xxhsum -H64 --tag',
  'xxhsum -H128 --tag',
  'xxhsum -H64 --tag --little-endian',
  'openssl dgst -md5 -r',
  'openssl dgst -sha256 -r',
  'openssl dgst -md5',
  'openssl dgst -sha512',
  'busybox md5sum',
  'busybox sha256sum',
])('%s, which leaves a line break as it is: such a name is never taken for another', async (command) => {
  expect(await judge(run(command, plainNames), plainNames)).toEqual(right(plainNames));
  const { unread } = readList(decodeList(run(command, ['new\nline', 'a.mrc'])));
  // openssl -r escapes it.
  if (!command.endsWith('-r')) expect(unread.length).toBeGreaterThan(0);
});

it.each(['md5', 'xxh128', 'xxh64', 'xxh3', 'sha1'])(
  'rsync with --checksum-choice=%s, in any language of the terminal',
  async (choice) => {
    const names = [...plainNames, ...oddNames];
    for (const locale of ['C.UTF-8', 'C']) {
      const copy = mkdtempSync(join(folder, 'copy-'));
      const words = ['-a', `--checksum-choice=${choice}`, '--out-format=%C  %n', join(folder, 'GRID1'), copy];
      const printed = execFileSync('rsync', words, { env: { ...process.env, LC_ALL: locale } });
      expect(await judge(printed, names)).toEqual(right(names));
    }
  },
);
