/**
 * The liar's gallery: collections with every kind of harm, and what a person who reads a plan takes the check of each
 * for.
 */
import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../src/generator/index.ts';
import { changeByte, flipByte, writeRandomFile } from '../rigs/tree.ts';

/** A kind of harm, or none. */
export interface Harm {
  /** What there is in the collection beside {@link writeCollection}, before it is copied. */
  readonly fill?: (there: string) => void;
  /** What happens before it is copied, after the first look at it. */
  readonly before?: (there: string) => void;
  /** What happens after it was copied. */
  readonly harm?: (here: string, there: string) => void;
}

/**
 * What the check says of it: that all is there, or that it is not; or that all is there while the plan says that it
 * cannot see this.
 */
export type Judged = 'passed' | 'not passed';
export type Expected = Judged | { readonly said: string };

const movie = join('movies', 'first.eer');
/** Files whose names are what checks print. */
const words = ['failed.eer', 'ERROR : x', 'rsync: error', '>f+++++++++ x', 'warning', 'PASSED: x', 'total size is 0'];
const counted = ['COMPARED: x', '(dryrun) download: x', 'x: 0 differences found', 'Total Objects: 3'];
const odd = ['line\nbreak', 'tab\t', 'back\\slash', ' blanks ', 'é', 'e\u0301', 'x\u007F', '␊', '．', '‛x', '"', '*'];

/** What can be done to a single file, to be mixed at will. */
export const fileHarms = {
  nothing: () => undefined,
  missing: rmSync,
  'cut short': (file) => {
    truncateSync(file, statSync(file).size - 5);
  },
  longer: (file) => {
    appendFileSync(file, '12345');
  },
  changed: (file) => {
    changeByte(file);
  },
  'changed, with the same time': (file) => {
    flipByte(file);
  },
} as const satisfies Readonly<Record<string, (file: string) => void>>;

const fillWith =
  (names: readonly string[]) =>
  (folder: string): void => {
    for (const [index, name] of names.entries()) writeRandomFile(join(folder, name), 10 + index);
  };

/** What can be wrong with a collection of files, by name; and what looks wrong and is not. */
export const harms = {
  'nothing is wrong': {},
  'a file is missing': {
    harm: (here) => {
      rmSync(join(here, movie));
    },
  },
  'a file is cut short': {
    harm: (here) => {
      truncateSync(join(here, movie), 20_000);
    },
  },
  'an empty file in its place': {
    harm: (here) => {
      truncateSync(join(here, movie), 0);
    },
  },
  'a file is longer here': {
    harm: (here) => {
      appendFileSync(join(here, movie), 'longer');
    },
  },
  'a file is as much too short as another is too long': {
    harm: (here) => {
      truncateSync(join(here, movie), 49_000);
      appendFileSync(join(here, 'gain.mrc'), 'x'.repeat(1_000));
    },
  },
  'a byte is changed': {
    harm: (here) => {
      changeByte(join(here, movie));
    },
  },
  'a byte is changed, with the same time': {
    harm: (here) => {
      flipByte(join(here, movie));
    },
  },
  'other bytes, and an older time': {
    harm: (here) => {
      changeByte(join(here, movie));
      utimesSync(join(here, movie), 0, 0);
    },
  },
  'a folder in the place of a file': {
    harm: (here) => {
      rmSync(join(here, movie));
      mkdirSync(join(here, movie));
    },
  },
  'a file that is here only': {
    harm: (here) => {
      writeFileSync(join(here, '.DS_Store'), 'x');
    },
  },
  'a file here that may not be read': {
    harm: (here) => {
      chmodSync(join(here, movie), 0);
    },
  },
  'all is gone from the server': {
    harm: (_, there) => {
      for (const name of ['movies', 'gain.mrc']) rmSync(join(there, name), { recursive: true });
    },
  },
  'a file has vanished before it was copied': {
    before: (there) => {
      rmSync(join(there, movie));
    },
  },
  'a file there that may not be read': {
    fill: (there) => {
      chmodSync(join(there, movie), 0);
    },
  },
  'a folder there that may not be read': {
    fill: (there) => {
      chmodSync(join(there, 'movies'), 0);
    },
  },
  'an empty folder is lost': {
    fill: (there) => {
      mkdirSync(join(there, 'empty'));
    },
    harm: (here) => {
      rmSync(join(here, 'empty'), { recursive: true, force: true });
    },
  },
  'a link to a file': {
    fill: (there) => {
      symlinkSync('gain.mrc', join(there, 'link'));
    },
  },
  'a link that leads out': {
    fill: (there) => {
      symlinkSync('/etc/hostname', join(there, 'link'));
    },
  },
  'a link to a folder': {
    fill: (there) => {
      symlinkSync('movies', join(there, 'link'));
    },
  },
  'a link that leads nowhere': {
    fill: (there) => {
      symlinkSync('nowhere', join(there, 'link'));
    },
  },
  'odd names': { fill: fillWith(odd) },
  'a file with an odd name is missing': {
    fill: fillWith(odd),
    harm: (here) => {
      rmSync(join(here, 'line\nbreak'));
    },
  },
  'one of two names that look the same is missing': {
    fill: fillWith(odd),
    harm: (here) => {
      rmSync(join(here, 'é'));
    },
  },
  'names that a check prints': { fill: fillWith([...words, ...counted]) },
  'files with such names are damaged': {
    fill: fillWith([...words, ...counted, 'x: 15 matching files']),
    harm: (here) => {
      for (const name of ['PASSED: x', 'x: 0 differences found', 'x: 15 matching files', 'COMPARED: x'])
        changeByte(join(here, name));
    },
  },
  'names that differ in capitals only': { fill: fillWith(['A.eer', 'a.eer']) },
  'two hard links': {
    fill: (there) => {
      linkSync(join(there, 'gain.mrc'), join(there, 'gain again.mrc'));
    },
  },
  'a file with a hole': {
    fill: (there) => {
      const file = openSync(join(there, 'hole.mrc'), 'w');
      ftruncateSync(file, 3_000_000);
      closeSync(file);
    },
  },
  'a piece of a killed copy': {
    harm: (here) => {
      writeFileSync(join(here, 'gain.mrc.4CCB426C'), 'x');
    },
  },
} as const satisfies Readonly<Record<string, Harm>>;

export type HarmName = keyof typeof harms;

/** Writes what every collection of the gallery has. */
export function writeCollection(folder: string): void {
  writeRandomFile(join(folder, movie), 50_000);
  writeRandomFile(join(folder, 'movies', 'second.eer'), 40_000);
  writeRandomFile(join(folder, 'gain.mrc'), 3_000);
}

/** All sentences of a plan. */
export function readSentences(plan: Plan): string {
  const steps = plan.steps.flatMap(({ expect, otherwise }) => [
    expect,
    ...otherwise.flatMap(({ see, means }) => [see, means]),
  ]);
  return [...steps, ...plan.notices.map(({ text }) => text)].join('\n');
}

/** Who reads a check: as its plan says, or otherwise. */
export type Judge<Evidence> = (evidence: Evidence) => Judged;

/** What the gallery saw, by way and harm. */
export class Gallery<Evidence> {
  readonly #seen = new Map<string, { judged: Judged; expected: Expected; evidence: Evidence }>();

  keep(harm: string, judged: Judged, expected: Expected, evidence: Evidence): void {
    this.#seen.set(harm, { judged, expected, evidence });
  }

  /**
   * The harms that this judge is wrong about: it passes what is not right, unless nobody could see that, or it refuses
   * what is.
   */
  findMistakes(judge: Judge<Evidence>): string[] {
    return [...this.#seen]
      .filter(([, { expected, evidence }]) => judge(evidence) !== (expected === 'not passed' ? expected : 'passed'))
      .map(([harm]) => harm);
  }

  /** Rows of a table: harm, and what it was taken for. */
  get rows(): readonly (readonly [harm: string, judged: string])[] {
    return [...this.#seen].map(([harm, { judged, expected }]) => [
      harm,
      typeof expected === 'string' ? judged : `${judged}; not seen, and the plan says so`,
    ]);
  }
}

/** The galleries of several ways as one table. */
export function formatGalleries(ways: Readonly<Record<string, Gallery<never>>>): string {
  const columns = Object.entries(ways).map(([way, { rows }]) => [way, new Map(rows)] as const);
  const names = [...new Set(columns.flatMap(([, rows]) => [...rows.keys()]))];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['harm', ...columns.map(([way]) => way)]),
    line(['---', ...columns.map(() => '---')]),
    ...names.map((name) => line([name, ...columns.map(([, rows]) => rows.get(name) ?? '–')])),
  ].join('\n');
}
