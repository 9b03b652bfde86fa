import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeList } from '../../../src/whole/decode-list.ts';
import { readList } from '../../../src/whole/read-list.ts';

const alpha = '2c1743a391305fbf367df8e4f069f9f9';
const beta = '987bcab01b929eb2c07877b224215c92';
const sha256 = '8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8';

const namesOf = (text: string): string[] => readList(text).entries.map(({ names: [name] }) => name);

describe('a line of a list', () => {
  it.each([
    ['md5sum', `${alpha}  a.mrc`, 'a.mrc'],
    ['md5sum -b', `${alpha} *a.mrc`, 'a.mrc'],
    ['md5sum, a blank before the name', `${alpha}   a.mrc`, ' a.mrc'],
    ['md5sum, a star before the name', `${alpha}  *a.mrc`, '*a.mrc'],
    ['md5sum, blanks behind the name', `${alpha}  a.mrc  `, 'a.mrc  '],
    ['md5sum with escapes', `\\${alpha}  back\\\\slash\\nnew\\rline`, 'back\\slash\nnew\rline'],
    ['md5sum --tag', `MD5 (a (1) = b.mrc) = ${alpha}`, 'a (1) = b.mrc'],
    ['md5sum --tag with escapes', `\\MD5 (a\\\\b) = ${alpha}`, 'a\\b'],
    ['md5 -r of a Mac', `${alpha} a.mrc`, 'a.mrc'],
    ['openssl dgst', `MD5(a.mrc)= ${alpha}`, 'a.mrc'],
    ['openssl dgst, SHA-256', `SHA2-256(a.mrc)= ${sha256}`, 'a.mrc'],
    ['capitals', `${alpha.toUpperCase()}  a.mrc`, 'a.mrc'],
    ['rsync, with a tab', `${alpha}\ta.mrc`, 'a.mrc'],
    ['a table of PowerShell', `SHA256          ${sha256.toUpperCase()}       D:\\data\\a b.mrc  `, 'D:/data/a b.mrc'],
  ])('is read as %s writes it', (_, line, name) => {
    const { entries, unread, hasEnd } = readList(`${line}\n`);
    expect(entries.map(({ names }) => names[0])).toEqual([name]);
    expect([alpha, sha256]).toContain(entries[0]?.hashes[0]?.hex);
    expect({ unread, hasEnd }).toEqual({ unread: [], hasEnd: true });
  });

  it.each([
    ['half a hash', alpha.slice(0, 20)],
    ['a hash without a name', alpha],
    ['a hash of a length that no kind has', `${alpha}0  a.mrc`],
    ['a tag with a hash of another length', `SHA256 (a.mrc) = ${alpha}`],
    ['an escape that no program writes', `\\${alpha}  a\\tb`],
    ['the error of a program', 'md5sum: a.mrc: Permission denied'],
    ['a table whose window was too narrow', `SHA256          ${sha256.toUpperCase()}       D:\\data\\long...`],
    ['a table without its paths', `SHA256          ${sha256.toUpperCase()}`],
  ])('is not understood where it is %s', (_, line) => {
    const { entries, unread } = readList(`${beta}  b.mrc\n${line}\n`);
    expect(entries).toHaveLength(1);
    expect(unread).toEqual([{ line: 2, text: line }]);
  });

  it('may be any of two kinds where only its length is known, and is one where it names it', () => {
    const kinds = (line: string): unknown => readList(`${line}\n`).entries[0]?.hashes[0];
    expect(kinds(`${alpha}  a`)).toEqual({ algorithms: ['md5', 'xxh128'], hex: alpha });
    expect(kinds(`XXH128 (a) = ${alpha}`)).toEqual({ algorithms: ['xxh128'], hex: alpha });
    expect(kinds('4858da1d01e158c7  a')).toEqual({ algorithms: ['xxh64', 'xxh3'], hex: '4858da1d01e158c7' });
    expect(kinds('XXH3_be6903b5f625ab5a  a')).toEqual({ algorithms: ['xxh3'], hex: 'be6903b5f625ab5a' });
    expect(kinds('XXH64_LE (a) = 4858da1d01e158c7')).toEqual({ algorithms: ['xxh64'], hex: 'c758e1011dda5848' });
  });

  it('names a kind that cannot be computed', () => {
    expect(readList(`SHA512/256 (a) = ${sha256}\nBLAKE2b-256 (a) = ${sha256}\n`).unknownKinds).toEqual([
      'SHA512/256',
      'BLAKE2b-256',
    ]);
  });
});

describe('a list', () => {
  it('has a blank as part of a name only where its other lines do not have one blank less', () => {
    expect(namesOf(`${alpha} a.mrc\n${beta}  b.mrc\n`)).toEqual(['a.mrc', ' b.mrc']);
    expect(namesOf(`${alpha}  a.mrc\n${beta}   b.mrc\n`)).toEqual(['a.mrc', ' b.mrc']);
  });

  it.each([
    ['of Windows', `${alpha}  a.mrc\r\n\r\n${beta}  b.mrc\r\n`],
    ['with a mark of its encoding', `\ufeff${alpha}  a.mrc\n${beta}  b.mrc\n`],
    ['of lists that were joined', `\ufeff${alpha}  a.mrc\n\ufeff${beta}  b.mrc\n`],
    ['of md5sum -z', `${alpha}  a.mrc\0${beta}  b.mrc\0`],
    ['with comments', `# made 2026-11-29\n; by md5sum\n${alpha}  a.mrc\n\n${beta}  b.mrc\n`],
    [
      'in the output of rsync -v',
      `receiving incremental file list\ncreated directory GRID1\n${alpha}  a.mrc\n${' '.repeat(34)}sub/\n${beta}  b.mrc\n\nsent 1,234 bytes  received 5.67M bytes  12 bytes/sec\ntotal size is 12,345  speedup is 1.00\n`,
    ],
  ])('%s is read', (_, text) => {
    const { entries, unread, hasEnd, unhashed } = readList(text);
    expect(entries.map(({ names }) => names)).toEqual([['a.mrc'], ['b.mrc']]);
    expect({ unread, hasEnd, unhashed }).toEqual({ unread: [], hasEnd: true, unhashed: [] });
  });

  it.each([
    ['UTF-16, as Windows PowerShell writes it', Buffer.from(`\ufeff${alpha}  Müller.mrc\r\n`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(`${alpha}  Müller.mrc\r\n`, 'utf16le')],
    ['UTF-16, the high byte first', Buffer.from(`\ufeff${alpha}  Müller.mrc\r\n`, 'utf16le').swap16()],
    ['UTF-8', Buffer.from(`${alpha}  Müller.mrc\n`)],
  ])('in %s is decoded', (_, bytes) => {
    expect(namesOf(decodeList(bytes))).toEqual(['Müller.mrc']);
  });

  it('leaves a name whose own end is a carriage return, where other lines have none', () => {
    expect(namesOf(`${alpha}  a.mrc\n${beta}  Icon\r\n`)).toEqual(['a.mrc', 'Icon\r']);
  });

  it('has a second reading for what rsync escapes, and for paths of Windows', () => {
    const read = (name: string): unknown => readList(`${alpha}  ${name}\n`).entries[0]?.names;
    expect(read('M\\#303\\#274ller\\#012.mrc')).toEqual([
      'M\\#303\\#274ller\\#012.mrc',
      'Müller\n.mrc',
      'M/#303/#274ller/#012.mrc',
    ]);
    expect(read('sub\\a.mrc')).toEqual(['sub\\a.mrc', 'sub/a.mrc']);
    expect(read('sub/a\\b.mrc')).toEqual(['sub/a\\b.mrc']);
  });

  it('says which names have no hash', () => {
    expect(readList(`${' '.repeat(34)}link.mrc\n${' '.repeat(34)}sub/\n`).unhashed).toEqual(['link.mrc']);
  });

  it('shows where its last line has no end, unless it was pasted', () => {
    expect(readList(`${alpha}  a.mr`).hasEnd).toBe(false);
    expect(readList(`${alpha}  a.mr`, { isPasted: true }).hasEnd).toBe(true);
  });

  it.each([
    ['agrees', `${alpha}  a\n${beta}  b\n# 2 files, 9 bytes\n`, undefined],
    [
      'agrees for each of lists that were joined',
      `${alpha}  a\n# 1 file, 5 bytes\n${beta}  b\n# 1 file, 4 bytes\n`,
      undefined,
    ],
    ['counts more', `${alpha}  a\n# 2 files, 9 bytes\n`, 'wrong'],
    ['counts fewer', `${alpha}  a\n${beta}  b\n# 1 file, 5 bytes\n`, 'wrong'],
    ['comes before the last line', `${alpha}  a\n# 1 file, 5 bytes\n${beta}  b\n`, 'not at the end'],
  ])('whose count %s', (_, text, fault) => {
    expect(readList(text).count?.fault).toBe(fault);
  });

  it('has no count where a comment only looks like one', () => {
    expect(readList(`${alpha}  a\n# about 2 files, 9 bytes each\n`).count).toBeUndefined();
  });

  it('may have sizes in comments', () => {
    expect(readList(`# 5 bytes  a.mrc\n${alpha}  a.mrc\n`).entries[0]?.sizeBytes).toBe(5);
  });

  it('names a file once that it has twice, with all its hashes; and both lines where they differ', () => {
    const twice = readList(`${alpha}  a\n${alpha}  a\n${sha256}  a\n`);
    expect(twice.entries).toEqual([
      {
        line: 1,
        names: ['a'],
        sizeBytes: undefined,
        hashes: [
          { algorithms: ['md5', 'xxh128'], hex: alpha },
          { algorithms: ['sha256'], hex: sha256 },
        ],
      },
    ]);
    expect(readList(`${alpha}  a\n${beta}  a\n`).entries[0]).toMatchObject({ line: 1, conflict: 2 });
  });

  it.each(['', '\n', '\ufeff', '# nothing\n'])('may be empty: %j', (text) => {
    expect(readList(text)).toMatchObject({ entries: [], unread: [] });
  });
});

// Recorded with PowerShell 7.6.9 for Windows.
describe('what Get-FileHash gives', () => {
  const read = (file: string) =>
    readList(decodeList(readFileSync(join(import.meta.dirname, '../../fixtures/checksum-lists', file))));
  const names = ['a.mrc', 'empty.txt', 'Müller.mrc', "sub dir/it's, (b) x.mrc"].map((name) => `D:/data/GRID1/${name}`);

  it.each(['sha256.csv', 'typed.csv', 'utf16.csv', 'semicolon.csv', 'table.txt'])('is read from %s', (file) => {
    const { entries, unread, hasEnd } = read(file);
    expect(entries.map(({ names: [name] }) => name)).toEqual(names);
    expect(entries[0]?.hashes).toEqual([{ algorithms: ['sha256'], hex: sha256 }]);
    expect({ unread, hasEnd }).toEqual({ unread: [], hasEnd: true });
  });

  it('is read without the column of its kind', () => {
    expect(read('md5.csv').entries[0]?.hashes).toEqual([{ algorithms: ['md5', 'xxh128'], hex: alpha }]);
  });

  it.each(['table80.txt', 'list.txt'])('is not understood without a line for each file: %s', (file) => {
    const { entries, unread } = read(file);
    expect(entries).toEqual([]);
    expect(unread.length).toBeGreaterThan(4);
  });

  it('ends inside a cell where it was cut', () => {
    const text = decodeList(readFileSync(join(import.meta.dirname, '../../fixtures/checksum-lists/sha256.csv')));
    for (const cut of [2, 20, 60]) {
      const { hasEnd, unread } = readList(text.slice(0, -cut));
      expect(hasEnd && unread.length === 0, `without its last ${String(cut)} characters`).toBe(false);
    }
    expect(readList(text.replace('a.mrc"', 'a.mrc" x')).hasEnd).toBe(false);
  });

  it('may have the sizes of files', () => {
    expect(readList('"Hash","Length","Path"\r\n"' + alpha + '","5","C:\\a.mrc"\r\n').entries).toEqual([
      {
        line: 2,
        names: ['C:/a.mrc', 'C:\\a.mrc'],
        sizeBytes: 5,
        hashes: [{ algorithms: ['md5', 'xxh128'], hex: alpha }],
      },
    ]);
  });
});
