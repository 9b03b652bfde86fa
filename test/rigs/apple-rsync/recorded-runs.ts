/** Reads recorded-runs.txt, and makes what its runs were made with. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { changeByte, flipByte, keepTime } from '../tree.ts';
import type { Kind, Way } from './recordings.ts';

/** A run that went to its end. */
export interface RecordedRun {
  /** What was asked for: `check` with an option of its own, `cure` or `copy`. */
  readonly asked: string;
  /** What had been done to the copy, or to the source: see {@link harms}. */
  readonly harm: string;
  readonly kind: Kind;
  readonly way: Way;
  /** Whether all kinds did the same, from a server and from a folder of this computer. */
  readonly isCommon: boolean;
  readonly code: number;
  readonly summary: 'whole' | 'without times' | 'none';
  /** Standard output but for the summary, and standard error, with "{source}" and the like in place of what differs. */
  readonly shown: readonly string[];
  readonly said: readonly string[];
}

/** The options of what was asked for. */
export const askedOptions: Readonly<Record<string, string>> = {
  check: '-rlcn -i --stats',
  'check -L': '-rlcn -i --stats -L',
  'check --copy-unsafe-links': '-rlcn -i --stats --copy-unsafe-links',
  'check -rcn': '-rcn -i --stats',
  cure: '-a -c -i --stats',
  copy: '-a -P --partial-dir=.rsync-partial --stats',
};

/** Reads all of them; a run of several programs or ways is there once, and is given for each. */
export function readRecordedRuns(): RecordedRun[] {
  const runs: (Omit<RecordedRun, 'shown' | 'said'> & { shown: string[]; said: string[] })[] = [];
  let latest: typeof runs = [];
  let asked = '';
  let harm = '';
  for (const line of readFileSync(join(import.meta.dirname, 'recorded-runs.txt'), 'utf8').split('\n')) {
    const [, heading] = /^# (.*)/.exec(line) ?? [];
    const [, name] = /^## (.*)/.exec(line) ?? [];
    const [, by, way, code, without] =
      /^(all|openrsync|2\.6\.9) (both|pull|local) (\d+)( no summary| without times)?$/.exec(line) ?? [];
    asked = heading ?? asked;
    harm = name ?? harm;
    if (by !== undefined && way !== undefined) {
      const kinds: readonly Kind[] = ['openrsync', '2.6.9'];
      const ways: readonly Way[] = ['pull', 'local'];
      latest = kinds
        .filter((kind) => by === kind || by === 'all')
        .flatMap((kind) => ways.filter((one) => way === one || way === 'both').map((one) => ({ kind, way: one })))
        .map((of) => ({
          ...of,
          asked,
          harm,
          code: Number(code),
          isCommon: by === 'all' && way === 'both',
          summary: without === undefined ? 'whole' : without === ' no summary' ? 'none' : 'without times',
          shown: [],
          said: [],
        }));
      runs.push(...latest);
    }
    for (const run of latest) {
      if (line.startsWith('1 ')) run.shown.push(line.slice(2));
      if (line.startsWith('2 ')) run.said.push(line.slice(2));
    }
  }
  return runs;
}

/**
 * Makes the collection that the runs were made with. Where links were brought, one leads out of it, to a file beside
 * it.
 */
export function writeRecordedCollection(folder: string, asked: string): void {
  for (const [name, sizeBytes] of [
    ['gain.mrc', 3_000],
    ['movies/a.eer', 40_000],
    ['movies/b.eer', 20_000],
    ['sub/deep/x.txt', 2],
  ] as const) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), randomBytes(sizeBytes));
    utimesSync(join(folder, name), 1_700_000_000, 1_700_000_000);
  }
  mkdirSync(join(folder, 'empty'));
  symlinkSync('movies/a.eer', join(folder, 'ref'));
  symlinkSync('movies', join(folder, 'mv'));
  if (!/-L$|--copy-unsafe-links$/.test(asked)) return;
  mkdirSync(join(folder, '..', 'outside'));
  writeFileSync(join(folder, '..', 'outside', 'o.mrc'), randomBytes(90));
  symlinkSync('../outside/o.mrc', join(folder, 'out'));
}

function replace(path: string, target: string): void {
  rmSync(path, { recursive: true });
  symlinkSync(target, path);
}

function fill(folder: string): void {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'own'), 'x');
}

/** What was done before a run, by its name there: to the source, and to its copy here. */
export const harms: Readonly<Record<string, (source: string, here: string) => void>> = {
  nothing: () => undefined,
  'a changed byte': (_, here) => {
    changeByte(join(here, 'movies/a.eer'), 1_500);
  },
  'a changed byte, same size and time': (_, here) => {
    flipByte(join(here, 'movies/a.eer'), 1_500);
  },
  cut: (_, here) => {
    truncateSync(join(here, 'movies/a.eer'), 1_000);
  },
  'cut, same time': (_, here) => {
    keepTime(join(here, 'movies/a.eer'), () => {
      truncateSync(join(here, 'movies/a.eer'), 1_000);
    });
  },
  missing: (_, here) => {
    rmSync(join(here, 'movies/b.eer'));
  },
  'a folder missing': (_, here) => {
    rmSync(join(here, 'movies'), { recursive: true });
  },
  'all missing': (_, here) => {
    rmSync(here, { recursive: true });
  },
  'a lost link': (_, here) => {
    rmSync(join(here, 'ref'));
  },
  'a wrong link': (_, here) => {
    replace(join(here, 'ref'), 'movies/b.eer');
  },
  'a file in the place of a link': (_, here) => {
    rmSync(join(here, 'ref'));
    writeFileSync(join(here, 'ref'), 'x');
  },
  'a full folder in the place of a link': (_, here) => {
    fill(join(here, 'mv'));
  },
  'a link in the place of a file': (_, here) => {
    replace(join(here, 'gain.mrc'), 'movies/a.eer');
  },
  'a full folder in the place of a file': (_, here) => {
    fill(join(here, 'gain.mrc'));
  },
  'a file in the place of a folder': (_, here) => {
    rmSync(join(here, 'sub'), { recursive: true });
    writeFileSync(join(here, 'sub'), 'x');
  },
  'a lost empty folder': (_, here) => {
    rmdirSync(join(here, 'empty'));
  },
  'another time': (_, here) => {
    utimesSync(join(here, 'gain.mrc'), 1, 1);
  },
  'another mode': (_, here) => {
    chmodSync(join(here, 'gain.mrc'), 0o600);
  },
  'a further file here': (_, here) => {
    writeFileSync(join(here, 'notes'), 'x');
  },
  'a file that cannot be read here': (_, here) => {
    chmodSync(join(here, 'movies/a.eer'), 0);
  },
  'a folder that cannot be read here': (_, here) => {
    chmodSync(join(here, 'movies'), 0);
  },
  'a file that cannot be read there': (source) => {
    chmodSync(join(source, 'movies/a.eer'), 0);
  },
  'a file that cannot be read there, missing here': (source, here) => {
    chmodSync(join(source, 'movies/a.eer'), 0);
    rmSync(join(here, 'movies/a.eer'));
  },
  'a folder that cannot be read there': (source) => {
    chmodSync(join(source, 'movies'), 0);
  },
  'a folder that cannot be read there, missing here': (source, here) => {
    chmodSync(join(source, 'movies'), 0);
    rmSync(join(here, 'movies'), { recursive: true });
  },
  'a FIFO there': (source) => {
    execFileSync('mkfifo', [join(source, 'pipe')]);
  },
  'odd names, missing here': (source) => {
    for (const name of ['line\nbreak', 'tab\there', 'ü', 'back\\slash']) writeFileSync(join(source, name), 'x');
    writeFileSync(Buffer.concat([Buffer.from(`${source}/raw`), Buffer.from([0xff])]), 'x');
  },
  // The command names another folder.
  'a collection of another name': () => undefined,
  'a link that leads nowhere': (source) => {
    symlinkSync('nowhere', join(source, 'dead'));
  },
  'a link that leads out and nowhere': (source) => {
    symlinkSync('/nowhere', join(source, 'dead'));
  },
};
