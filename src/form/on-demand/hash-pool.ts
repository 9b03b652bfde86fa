/** Workers that hash files, and what they still have to do. */
import { noteFiles } from './free-files.ts';
import type { FromWorker, HashResult, HashTask, ToWorker } from './hash-messages.ts';

/** So many files are handed over together: each reading of a browser's has a cost of its own. */
const batchFiles = 256;

/** A worker that read more files than this together is given the next ones while it reads. */
const manyFiles = 16;

/** One more than this reads no faster: the browser reads for all of them. */
const mostWorkers = 2;

/** A file to hash. What reads it, and what to compute of it, is asked when its turn comes. */
export interface PoolTask {
  open(): Blob | Promise<Blob>;
  listKinds(): HashTask['kinds'];
}

/** What comes back of a task. It may add another one. */
export interface PoolListener<Task extends PoolTask> {
  onResult(task: Task, result: HashResult): void;
  onBytes(bytes: number): void;
}

/** Hashes files until all are done. */
export interface HashPool<Task extends PoolTask> {
  add(tasks: readonly Task[]): void;
  /** Is kept once nothing is left to do, or it was stopped; broken where a worker cannot be had. */
  readonly ended: Promise<void>;
  pause(isPaused: boolean): void;
  stop(): void;
}

/** A thread, and the files that it has, by the number of their batch. */
interface Slot<Task> {
  readonly thread: Worker;
  readonly batches: Map<number, Task[]>;
  /** Whether it read many files together. */
  hasMany: boolean;
}

/** Starts the workers. */
export function openHashPool<Task extends PoolTask>(listener: PoolListener<Task>): HashPool<Task> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>();
  // The next file is the last of these.
  let waiting: Task[] = [];
  let isPaused = false;
  const slots = startSlots<Task>((slot, message) => {
    if ('readBytes' in message) listener.onBytes(message.readBytes);
    else if ('leftFrom' in message) {
      waiting.push(...(slot.batches.get(message.batch)?.splice(message.leftFrom) ?? []).reverse());
      feed();
    } else {
      takeResults(slot, message, listener);
      feed();
    }
  }, reject);
  const stop = (): void => {
    for (const { thread } of slots) thread.terminate();
    resolve(undefined);
  };
  const feed = (): void => {
    while (!isPaused && waiting.length > 0) {
      const slot = slots.find(({ batches }) => batches.size === 0) ?? slots.find(isReady);
      if (!slot) return;
      hand(slot, waiting.splice(-batchFiles).reverse(), listener).then((isEmpty) => {
        if (isEmpty) feed();
      }, reject);
    }
    if (!isPaused && slots.every(({ batches }) => batches.size === 0)) stop();
  };
  return {
    ended,
    stop,
    add(tasks) {
      waiting = [...tasks.toReversed(), ...waiting];
      feed();
    },
    pause(toPause) {
      isPaused = toPause;
      for (const { thread } of slots) thread.postMessage({ isPaused } satisfies ToWorker);
      feed();
    },
  };
}

function startSlots<Task>(
  hear: (slot: Slot<Task>, message: FromWorker) => void,
  fail: (error: Error) => void,
): Slot<Task>[] {
  return Array.from({ length: Math.min(mostWorkers, navigator.hardwareConcurrency || 1) }, () => {
    const thread = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
    const slot: Slot<Task> = { thread, batches: new Map(), hasMany: false };
    thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      hear(slot, data);
    });
    thread.addEventListener('error', ({ message }) => {
      fail(new Error(message || 'A worker could not be started.'));
    });
    return slot;
  });
}

/** Whether a thread may have the next files while it reads others. */
function isReady({ batches, hasMany }: Slot<unknown>): boolean {
  return hasMany && batches.size < 2;
}

let lastBatch = 0;

/** Opens files and hands them to a thread; those that cannot be opened are done with. Says whether none was left. */
async function hand<Task extends PoolTask>(
  slot: Slot<Task>,
  tasks: readonly Task[],
  listener: PoolListener<Task>,
): Promise<boolean> {
  const batch = ++lastBatch;
  const opened: Task[] = [];
  slot.batches.set(batch, opened);
  const files = await Promise.allSettled(tasks.map(async (task) => task.open()));
  const ready: HashTask[] = [];
  noteFiles(tasks.length);
  for (const [index, task] of tasks.entries()) {
    const file = files[index];
    if (file?.status === 'fulfilled') {
      ready.push({ id: opened.length, file: file.value, kinds: task.listKinds() });
      opened.push(task);
    } else listener.onResult(task, { id: index, error: file?.reason instanceof Error ? file.reason.name : 'unknown' });
  }
  if (ready.length > 0) slot.thread.postMessage({ batch, tasks: ready } satisfies ToWorker);
  else slot.batches.delete(batch);
  return ready.length === 0;
}

function takeResults<Task extends PoolTask>(
  slot: Slot<Task>,
  { batch, results }: Extract<FromWorker, { results: unknown }>,
  listener: PoolListener<Task>,
): void {
  const tasks = slot.batches.get(batch) ?? [];
  slot.batches.delete(batch);
  slot.hasMany = results.length > manyFiles;
  for (const result of results) {
    const task = tasks[result.id];
    if (task) listener.onResult(task, result);
  }
}
