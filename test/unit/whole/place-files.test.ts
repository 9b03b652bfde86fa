import { describe, expect, it } from 'vitest';
import { placeFiles } from '../../../src/whole/place-files.ts';
import { readList } from '../../../src/whole/read-list.ts';

const hash = '2c1743a391305fbf367df8e4f069f9f9';

/** Places files for a list of names, and gives paths and names. */
function place(names: readonly string[], paths: readonly string[]) {
  const { entries } = readList(names.map((name) => `${hash}  ${name}\n`).join(''));
  const { pairs, missing, unclear, extra, passedOver, rivals, folder } = placeFiles(
    entries,
    paths.map((path) => ({ path })),
  );
  return {
    folder,
    rivals,
    pairs: pairs.map(({ entry, file }) => [entry.names[0], file.path]),
    missing: missing.map(({ names: [name] }) => name),
    unclear: unclear.map((one) => [...one.names, ...one.paths]),
    extra: extra.map(({ path }) => path),
    passedOver: passedOver.map(({ path }) => path),
  };
}

const copy = ['GRID1/a.mrc', 'GRID1/sub/b.mrc'];

describe('the folder of a list', () => {
  it.each([
    ['relative to the collection', ['a.mrc', 'sub/b.mrc']],
    ['with ./', ['./a.mrc', './sub/b.mrc']],
    ['with slashes too many', ['.//a.mrc', './sub/.//b.mrc']],
    ['from the collection on', ['GRID1/a.mrc', 'GRID1/sub/b.mrc']],
    ['of another name for the collection', ['GRID1_old/a.mrc', 'GRID1_old/sub/b.mrc']],
    ['from the top', ['/srv/lab/GRID1/a.mrc', '/srv/lab/GRID1/sub/b.mrc']],
    ['of Windows', ['D:\\data\\GRID1\\a.mrc', 'D:\\data\\GRID1\\sub\\b.mrc']],
    ['of a network drive', ['\\\\nas\\lab\\GRID1\\a.mrc', '\\\\nas\\lab\\GRID1\\sub\\b.mrc']],
  ])('is the chosen one with names %s', (_, names) => {
    const { pairs, missing, extra, folder } = place(names, copy);
    expect(pairs).toEqual(copy.map((path, index) => [names[index], path]));
    expect({ missing, extra }).toEqual({ missing: [], extra: [] });
    expect(['GRID1/', '']).toContain(folder);
  });

  it('may be below the chosen one, whose other files are extra', () => {
    const { pairs, extra } = place(
      ['a.mrc', 'sub/b.mrc'],
      ['data/GRID1/a.mrc', 'data/GRID1/sub/b.mrc', 'data/other.txt'],
    );
    expect(pairs).toHaveLength(2);
    expect(extra).toEqual(['data/other.txt']);
  });

  it('may hold several collections, each by its name', () => {
    const paths = ['lab/GRID1/a.mrc', 'lab/GRID2/a.mrc'];
    expect(place(['GRID1/a.mrc', 'GRID2/a.mrc'], paths).pairs.map(([, path]) => path)).toEqual(paths);
  });

  it('is none where two fit as well as each other', () => {
    const { rivals, pairs } = place(
      ['a.mrc', 'sub/b.mrc'],
      [...copy.map((path) => `data/${path}`), ...copy.map((path) => `data/${path.replace('GRID1', 'copy')}`)],
    );
    expect(rivals).toEqual(['data/GRID1/', 'data/copy/']);
    expect(pairs).toEqual([]);
  });

  it('is the chosen one rather than a second copy inside it', () => {
    const inside = copy.map((path) => path.replace('GRID1', 'GRID1/backup'));
    const { pairs, extra } = place(['a.mrc', 'sub/b.mrc'], [...copy, ...inside]);
    expect(pairs.map(([, path]) => path)).toEqual(copy);
    expect(extra).toEqual(inside);
  });

  it('is none where no name is there', () => {
    expect(place(['c.mrc'], copy)).toMatchObject({ pairs: [], rivals: [] });
  });

  it('is found where files were chosen without their folder', () => {
    expect(place(['GRID1/a.mrc', 'GRID1/b.mrc'], ['a.mrc', 'b.mrc']).pairs).toHaveLength(2);
  });

  it('is found though most of the copy is missing', () => {
    const names = Array.from({ length: 3000 }, (_, index) => `/srv/GRID1/image${String(index)}.mrc`);
    const { pairs, missing } = place(names, ['GRID1/image17.mrc']);
    expect(pairs).toEqual([['/srv/GRID1/image17.mrc', 'GRID1/image17.mrc']]);
    expect(missing).toHaveLength(2999);
  });
});

describe('a name', () => {
  const there = 'GRID1/there.mrc';
  it.each([
    ['decomposed by a Mac', 'M\u00fcller.mrc', 'GRID1/Mu\u0308ller.mrc'],
    ['composed again', 'Mu\u0308ller.mrc', 'GRID1/M\u00fcller.mrc'],
    ['with _ for what Windows forbids', 'a:b?.mrc', 'GRID1/a_b_.mrc'],
    ['with signs of the private area, by WSL', 'a:b?.mrc', 'GRID1/a\uf03ab\uf03f.mrc'],
    ['without its dot at the end, by Windows', 'notes.', 'GRID1/notes'],
    ['with a slash for a backslash, by Chromium', 'back\\slash', 'GRID1/back/slash'],
    ['that rsync escaped', 'a\\#012b', 'GRID1/a\nb'],
    ['that only looks escaped by rsync', 'a\\#012b', 'GRID1/a\\#012b'],
  ])('%s is found', (_, name, path) => {
    expect(place(['there.mrc', name], [there, path])).toMatchObject({ missing: [], extra: [], unclear: [] });
  });

  it('is found to the letter where there is also one that only looks the same', () => {
    const names = ['a:b', 'a_b', 'M\u00fcller', 'Mu\u0308ller'];
    const { pairs } = place(
      names,
      names.map((name) => `GRID1/${name}`),
    );
    expect(pairs).toEqual(names.map((name) => [name, `GRID1/${name}`]));
  });

  it('is unclear where two could be one file', () => {
    const { unclear, missing, extra, pairs } = place(['there.mrc', 'a:b', 'a?b'], [there, 'GRID1/a_b']);
    expect(unclear).toEqual([
      ['a:b', 'GRID1/a_b'],
      ['a?b', 'GRID1/a_b'],
    ]);
    expect({ missing, extra, pairs }).toEqual({ missing: [], extra: [], pairs: [['there.mrc', there]] });
  });

  it('is unclear where it could be either of two files', () => {
    expect(place(['there.mrc', 'a:b'], [there, 'GRID1/a_b', 'GRID1/a\uf03ab']).unclear).toEqual([
      ['a:b', 'GRID1/a_b', 'GRID1/a\uf03ab'],
    ]);
  });

  it('is not another one in capitals', () => {
    expect(place(['there.mrc', 'a.MRC'], [there, 'GRID1/a.mrc'])).toMatchObject({
      missing: ['a.MRC'],
      extra: ['GRID1/a.mrc'],
    });
  });

  it('is passed over where a system made the file, unless it is listed', () => {
    const paths = [...copy, 'GRID1/.DS_Store', 'GRID1/sub/Thumbs.db', 'GRID1/._a.mrc', 'GRID1/@eaDir/a.mrc/x'];
    expect(place(['a.mrc', 'sub/b.mrc'], paths)).toMatchObject({ passedOver: paths.slice(2), extra: [] });
    expect(place(['a.mrc', 'sub/b.mrc', '.DS_Store'], paths).pairs).toHaveLength(3);
  });
});
