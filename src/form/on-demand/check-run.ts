/** Compares the files of a folder with a list: reads each of them once, in workers. */
import type { AlgorithmId } from '../../whole/algorithms.ts';
import type { ListEntry } from '../../whole/checksum-list.ts';
import { chooseKinds, chooseOtherKinds, judgeFile } from '../../whole/compare.ts';
import type { Compared, Hashes } from '../../whole/compare.ts';
import type { Pair, Placed } from '../../whole/place-files.ts';
import type { ChosenFile } from './chosen-files.ts';
import { openHashPool } from './hash-pool.ts';
import type { HashPool, PoolTask } from './hash-pool.ts';

/** How far a comparison is. */
export interface Progress {
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  /** About, where there are many files. */
  readonly ofBytes: number;
  /** How long it has worked, without pauses. Unit: milliseconds. */
  readonly worked: number;
}

/** A comparison under way. */
export interface CheckRun {
  /** Of each file that was compared; broken where the workers cannot be had. */
  readonly ended: Promise<ReadonlyMap<ListEntry, Compared>>;
  /** The kinds of hashes that have fitted. */
  readonly fitted: ReadonlySet<AlgorithmId>;
  progress(): Progress;
  pause(isPaused: boolean): void;
  stop(): void;
}

interface Task extends PoolTask {
  readonly pair: Pair<ChosenFile>;
  readonly computed: Hashes;
}

/** Begins to compare all that has a place, but for what the list has twice. */
export function startCheck(placed: Placed<ChosenFile>, meanBytes: number): CheckRun {
  const pairs = placed.pairs.filter(({ entry }) => entry.conflict === undefined);
  const outcomes = new Map<ListEntry, Compared>();
  const fitted = new Set<AlgorithmId>();
  const ofBytes = meanBytes * pairs.length;
  const clock = startClock();
  let bytes = 0;
  const taskOf = (pair: Pair<ChosenFile>): Task => ({
    pair,
    computed: {},
    open: () => pair.file.open(),
    listKinds: () => chooseKinds(pair.entry, fitted),
  });
  const pool: HashPool<Task> = openHashPool({
    onBytes(more) {
      bytes += more;
    },
    onResult({ pair, computed }, result) {
      if ('error' in result) {
        console.warn(`${pair.file.path}: ${result.error}`);
        outcomes.set(pair.entry, { outcome: 'unreadable', bytes: 0 });
        return;
      }
      const hashes = { ...computed, ...result.hashes };
      const outcome = judgeFile(pair.entry, result.bytes, hashes, fitted);
      const others = outcome === 'changed' ? chooseOtherKinds(pair.entry, hashes) : [];
      if (others.length === 0) outcomes.set(pair.entry, { outcome, bytes: result.bytes });
      else {
        bytes -= result.bytes;
        pool.add([{ pair, computed: hashes, open: () => pair.file.open(), listKinds: () => others }]);
      }
    },
  });
  pool.add(pairs.map(taskOf));
  return {
    ended: pool.ended.then(() => outcomes),
    fitted,
    progress: () => ({
      files: outcomes.size,
      ofFiles: pairs.length,
      bytes,
      ofBytes,
      worked: clock.read(),
    }),
    pause(isPaused) {
      clock.pause(isPaused);
      pool.pause(isPaused);
    },
    stop: () => {
      pool.stop();
    },
  };
}

/** Counts the time in which there was no pause. Unit: milliseconds. */
function startClock(): { read(): number; pause(isPaused: boolean): void } {
  let [before, begun] = [0, performance.now()];
  let isPaused = false;
  const read = (): number => (isPaused ? before : before + performance.now() - begun);
  return {
    read,
    pause(toPause) {
      before = read();
      begun = performance.now();
      isPaused = toPause;
    },
  };
}
