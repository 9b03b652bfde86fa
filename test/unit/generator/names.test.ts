import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNames, readNames } from '../../../src/generator/names.ts';
import { hostileWords } from '../../rigs/hostile-words.ts';

/** A name that a command can carry: no slash, no line break, and not the folder itself. */
const name = fc
  .string({ unit: fc.constantFrom(...`aB1 ,;'"\\/.-_@!$~#:<>|*=\tµ`), minLength: 1, maxLength: 12 })
  .filter((text) => !/[/\t]/.test(text) && !/^\.\.?$/.test(text));

describe('names that are read from', () => {
  it.each([
    ['lines', 'GRID2\nGRID3'],
    ['lines of Windows, the last one ended', 'GRID2\r\nGRID3\r\n'],
    ['lines with blanks around', '  GRID2 \n\n GRID3\t\n'],
    ['a line with slashes', 'GRID2/GRID3'],
    ['a line with slashes, one at the end, blanks around them', 'GRID2 / GRID3/'],
    ['a line with commas', 'GRID2,GRID3'],
    ['a line with commas and blanks', 'GRID2, GRID3'],
    ['a line with semicolons', 'GRID2; GRID3;'],
    ['lines that end with commas', 'GRID2,\nGRID3'],
    ['both', 'GRID2/GRID3\n'],
    ['two columns', 'GRID2  GRID3'],
    ['two columns with a tab', 'GRID2\tGRID3'],
    ['quote marks', `'GRID2' "GRID3"`.replace(' ', '\n')],
    ['paths in the lab folder', '/data/curie-lab/GRID2\n/data/curie-lab/GRID3/'],
    ['paths as scp writes them', 'jdoe@host:/data/curie-lab/GRID2\njdoe@host:/data/curie-lab/GRID3'],
    ['what find prints', './GRID2\n./GRID3'],
    ['what du prints', '1.2T\tGRID2\n900G\tGRID3\n2.1T\ttotal'],
    ['what du prints, its tab lost', '1.2T    /data/curie-lab/GRID2\n900G    /data/curie-lab/GRID3'],
    ['what ls prints, and what was typed before it', 'jdoe@host:~$ ls\nGRID2  GRID3\njdoe@host:~$'],
    ['what ls prints through ssh', "ssh jdoe@host ls /data/curie-lab\njdoe@host's password: \nGRID2\nGRID3"],
    // FreeBSD and macOS: ls(1), "The Long Format".
    [
      'ls -l on a Mac',
      'total 0\ndrwxr-xr-x@ 3 marie  staff   96 29 Nov 19:58 GRID2\ndrwxr-xr-x+ 3 marie  staff  96 Nov 29  2025 GRID3',
    ],
    [
      'ls -lT on a Mac',
      'drwxr-xr-x  3 marie  staff  96 Nov 29 19:58:12 2026 GRID2\ndrwxr-xr-x  3 marie  staff  96 Nov 29 19:58:12 2026 GRID3',
    ],
    [
      'ls -l in German',
      'insgesamt 8\ndrwxr-xr-x 2 jdoe curie 4096 29. Nov 19:58 GRID2\ndrwxr-xr-x 2 jdoe curie 4096  1. Mär 2025  GRID3',
    ],
    [
      'ls -l in Japanese',
      '合計 8\ndrwxr-xr-x 2 jdoe curie 4096 11月 29 19:58 GRID2\ndrwxr-xr-x 2 jdoe curie 4096  3月  1  2025 GRID3',
    ],
    ['ls -l, and another line', 'drwxr-xr-x 2 jdoe curie 4096 Nov 29 19:58 GRID2\nGRID3'],
    [
      'ls -l with files and links',
      '-rw-r--r-- 1 jdoe curie 12 Nov 29 19:58 notes.txt\nlrwxrwxrwx 1 jdoe curie 5 Nov 29 19:58 GRID2 -> /old/GRID2\ndrwxr-xr-x 2 jdoe curie 4096 Nov 29 19:58 GRID3',
    ],
    // learn.microsoft.com: Get-ChildItem, Example 1; dir, "Remarks".
    [
      'Get-ChildItem',
      '    Directory: D:\\cryoem\n\nMode                LastWriteTime         Length Name\n----                -------------         ------ ----\nd-----       11/29/2026   7:51 PM                GRID2\nd-r---       29.11.2026     19:51                GRID3\n-a----       11/29/2026   7:51 PM             12 notes.txt',
    ],
    [
      'dir',
      ' Volume in drive D has no label.\n\n Directory of D:\\cryoem\n\n11/29/2026  07:51 PM    <DIR>          .\n11/29/2026  07:51 PM    <DIR>          GRID2\n29.11.2026  19:51    <DIR>          GRID3\n11/29/2026  07:51 PM                12 notes.txt\n               1 File(s)             12 bytes',
    ],
  ])('%s', (_, text) => {
    expect(readNames(text, 'curie-lab')).toEqual(['GRID2', 'GRID3']);
    // What a form takes is trimmed.
    expect(readNames(text.trim(), 'curie-lab')).toEqual(['GRID2', 'GRID3']);
  });

  it.each([
    ['GRID 2, north\nGRID 3', ['GRID 2, north', 'GRID 3']],
    ['GRID 2, north/GRID 3', ['GRID 2, north', 'GRID 3']],
    ['two  blanks\nlonger than these', ['two  blanks', 'longer than these']],
    ["'two  blanks'", ['two  blanks']],
    ["'GRID 2, north', GRID3", ['GRID 2, north', 'GRID3']],
    ["it's\nO'Brien", ["it's", "O'Brien"]],
    ["it's  O'Brien", ["it's", "O'Brien"]],
    ['GRID2, a,b', ['GRID2', 'a,b']],
    ['total 5', ['total 5']],
    ['GRID@\nb@', ['GRID@', 'b@']],
    ['2025  2026', ['2025', '2026']],
    ['du 2\nls 3', ['du 2', 'ls 3']],
    ['', []],
    [' \n', []],
  ])('%j: each is whole', (text, names) => {
    expect(readNames(text)).toEqual(names);
  });

  it.each(['/data/other-lab/GRID2', '/GRID2', 'jdoe@host:/data/other-lab/GRID2'])(
    '%s, which is elsewhere, stay',
    (path) => {
      expect(readNames(path, 'curie-lab')).toEqual([path]);
    },
  );
});

describe('written names', () => {
  it('are the names with slashes between them, as in links of every version', () => {
    expect(formatNames(['GRID2', 'my grid', "it's", 'a, b'])).toBe("GRID2/my grid/it's/a, b");
    expect(formatNames(['GRID2', 'a, b'], '\n')).toBe('GRID2\na, b');
  });

  it('are in quote marks where they would be read as others', () => {
    expect(formatNames(['a,b'])).toBe("'a,b'");
    expect(formatNames([' a'], '\n')).toBe("' a'");
  });

  it.each(['/', '\n'] as const)('are read as the same, with %j between them', (separator) => {
    const words = hostileWords.filter((word) => word && !/[/\p{Cc}\u2028\u2029]/u.test(word) && !/^\.\.?$/.test(word));
    for (const word of words) expect(readNames(formatNames([word], separator))).toEqual([word]);
    expect(readNames(formatNames(words, separator))).toEqual(words);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        expect(readNames(formatNames(names, separator))).toEqual(names);
      }),
      { numRuns: 3000 },
    );
  });
});
