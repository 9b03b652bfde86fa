/** What may be wrong with a collection or with its copy, each as one deed. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { changeByte, keepTime, writeRandomFile } from './tree.ts';

/** One thing that is wrong, or looks so. */
export interface Harm {
  readonly name: string;
  /** Does it to a folder that {@link writeCollection} has filled. */
  readonly to: (folder: string) => void;
}

/** What all collections of the gallery begin with: files, a link inside, an empty folder. */
export function writeCollection(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeRandomFile(join(folder, 'movies', 'a.eer'), 40_000);
  writeRandomFile(join(folder, 'movies', 'b.eer'), 30_000);
  writeRandomFile(join(folder, 'gain.mrc'), 5_000);
  symlinkSync('movies/a.eer', join(folder, 'best'));
  mkdirSync(join(folder, 'empty'));
}

/** A collection that a copy can bring as it is: each of them is whole afterwards. */
export const harmless: readonly Harm[] = [
  { name: 'nothing', to: () => undefined },
  {
    name: 'names that look like findings',
    to: (folder) => {
      for (const name of [
        'error_map.mrc',
        '> quoted',
        '>f+++++++++ x',
        'total size is 0',
        'code 23',
        'PASSED: no',
        'rsync error: x',
        'file has vanished: x',
        'line\n>f+++++++++ break',
        'last-error.log',
      ]) {
        writeRandomFile(join(folder, 'odd', name), 300);
      }
    },
  },
  {
    name: 'two hard links',
    to: (folder) => {
      linkSync(join(folder, 'gain.mrc'), join(folder, 'gain-again.mrc'));
    },
  },
  {
    name: 'a file with holes',
    to: (folder) => {
      writeFileSync(join(folder, 'holes.mrc'), 'x');
      truncateSync(join(folder, 'holes.mrc'), 3_000_000);
    },
  },
  {
    name: 'a .rsync-partial of its own',
    to: (folder) => {
      writeRandomFile(join(folder, 'movies', '.rsync-partial', 'keep.eer'), 700);
    },
  },
  {
    name: 'an empty file',
    to: (folder) => {
      writeRandomFile(join(folder, 'zero.eer'), 0);
    },
  },
];

/** A collection with links by such names, where links are kept. */
export const linkedHarmless: readonly Harm[] = [
  {
    name: 'links with names that look like findings',
    to: (folder) => {
      for (const name of ['error.png', '>f+++++++++ link', 'vanished', 'total size is']) {
        symlinkSync('gain.mrc', join(folder, name));
      }
    },
  },
];

/** A collection with what no copy brings, or brings to no use. */
export const unwhole = {
  linkOut: {
    name: 'a link that leads out',
    to: (folder: string) => {
      symlinkSync('/elsewhere/refs/gain.mrc', join(folder, 'movies', 'ref.mrc'));
    },
  },
  linkUp: {
    name: 'a link that leads up and out',
    to: (folder: string) => {
      symlinkSync('../../other/gain.mrc', join(folder, 'movies', 'ref.mrc'));
    },
  },
  linkNowhere: {
    name: 'a link that leads nowhere',
    to: (folder: string) => {
      symlinkSync('not-there.mrc', join(folder, 'movies', 'ref.mrc'));
    },
  },
  pipe: { name: 'a FIFO', to: (folder: string) => execFileSync('mkfifo', [join(folder, 'pipe')]) },
  empty: {
    name: 'no file at all',
    to: (folder: string) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
    },
  },
} as const satisfies Record<string, Harm>;

/** What the account on the server may not read. */
export const unreadable: readonly Harm[] = [
  {
    name: 'a file that cannot be read there',
    to: (folder) => {
      chmodSync(join(folder, 'movies', 'b.eer'), 0);
    },
  },
  {
    name: 'a folder that cannot be read there',
    to: (folder) => {
      chmodSync(join(folder, 'movies'), 0);
    },
  },
];

/** What may become of a copy. A check must name each, and what cures must cure it. */
export const damages: readonly Harm[] = [
  {
    name: 'missing',
    to: (folder) => {
      rmSync(join(folder, 'movies', 'a.eer'));
    },
  },
  {
    name: 'a folder missing',
    to: (folder) => {
      rmSync(join(folder, 'movies'), { recursive: true });
    },
  },
  {
    name: 'cut',
    to: (folder) => {
      keepTime(join(folder, 'movies', 'a.eer'), () => {
        truncateSync(join(folder, 'movies', 'a.eer'), 900);
      });
    },
  },
  {
    name: 'longer',
    to: (folder) => {
      keepTime(join(folder, 'movies', 'a.eer'), () => {
        appendFileSync(join(folder, 'movies', 'a.eer'), 'x');
      });
    },
  },
  {
    name: 'a changed byte',
    to: (folder) => {
      changeByte(join(folder, 'movies', 'a.eer'), 100);
    },
  },
  {
    name: 'a changed byte, same size and time',
    to: (folder) => {
      keepTime(join(folder, 'movies', 'a.eer'), () => {
        changeByte(join(folder, 'movies', 'a.eer'), 100);
      });
    },
  },
  {
    name: 'a link in the place of a file',
    to: (folder) => {
      rmSync(join(folder, 'gain.mrc'));
      symlinkSync('movies/a.eer', join(folder, 'gain.mrc'));
    },
  },
];

/** The same, of what is no file: where links are kept. */
export const linkDamages: readonly Harm[] = [
  {
    name: 'a lost link',
    to: (folder) => {
      rmSync(join(folder, 'best'));
    },
  },
  {
    name: 'a file in the place of a link',
    to: (folder) => {
      rmSync(join(folder, 'best'));
      writeFileSync(join(folder, 'best'), 'x');
    },
  },
];

/** A link that leads elsewhere: Apple's openrsync does not see it in a check, and sets it right in a copy. */
export const wrongLink: Harm = {
  name: 'a wrong link',
  to: (folder) => {
    rmSync(join(folder, 'best'));
    symlinkSync('movies/b.eer', join(folder, 'best'));
  },
};

export const lostFolder: Harm = {
  name: 'a lost empty folder',
  to: (folder) => {
    rmSync(join(folder, 'empty'), { recursive: true });
  },
};

/** What may be otherwise here without any harm. */
export const differences: readonly Harm[] = [
  {
    name: 'a further file here',
    to: (folder) => {
      writeFileSync(join(folder, 'notes.txt'), 'mine');
    },
  },
  {
    name: 'another time',
    to: (folder) => {
      utimesSync(join(folder, 'gain.mrc'), 1, 1);
    },
  },
  {
    name: 'another mode',
    to: (folder) => {
      chmodSync(join(folder, 'gain.mrc'), 0o600);
    },
  },
];
