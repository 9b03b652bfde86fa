/** Workers that hash files, and what they still have to do. */
import type { FromWorker, HashResult, HashTask, ToWorker } from './hash-messages.ts';

/** Several small files are handed over together: so many at most, and so many bytes. */
const batchFiles = 256;
const batchBytes = 32 * 1_048_576;

/** One more than this reads no faster: the browser reads for all of them. */
const mostWorkers = 2;

/** A file to hash. What to compute of it is asked when its turn comes. */
export interface PoolTask {
  readonly file: Blob;
  readonly listKinds: () => HashTask['kinds'];
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

/** Starts the workers. */
export function openHashPool<Task extends PoolTask>(listener: PoolListener<Task>): HashPool<Task> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>();
  const queue = openQueue<Task>();
  let isPaused = false;
  const workers = Array.from({ length: Math.min(mostWorkers, navigator.hardwareConcurrency || 1) }, () => ({
    thread: new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' }),
    isBusy: false,
  }));
  const send = (worker: Worker, message: ToWorker): void => {
    worker.postMessage(message);
  };
  const stop = (): void => {
    for (const { thread } of workers) thread.terminate();
    resolve(undefined);
  };

  const feed = (): void => {
    if (isPaused) return;
    for (const worker of workers.filter(({ isBusy }) => !isBusy)) {
      const tasks = queue.takeBatch();
      if (tasks.length === 0) break;
      worker.isBusy = true;
      send(worker.thread, { tasks });
    }
    if (workers.every(({ isBusy }) => !isBusy)) stop();
  };

  for (const worker of workers) {
    worker.thread.addEventListener('error', (event) => {
      reject(new Error(event.message || 'A worker could not be started.'));
      stop();
    });
    worker.thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if ('readBytes' in data) {
        listener.onBytes(data.readBytes);
        return;
      }
      worker.isBusy = false;
      for (const result of data.results) {
        const task = queue.finish(result.id);
        if (task) listener.onResult(task, result);
      }
      feed();
    });
  }
  return {
    ended,
    stop,
    add(tasks) {
      queue.add(tasks);
      feed();
    },
    pause(toPause) {
      isPaused = toPause;
      for (const { thread } of workers) send(thread, { isPaused });
      feed();
    },
  };
}

/** Files that wait for a worker, and those that one has. */
interface Queue<Task> {
  add(tasks: readonly Task[]): void;
  /** The next files, small ones together; none where all were taken. */
  takeBatch(): HashTask[];
  finish(id: number): Task | undefined;
}

function openQueue<Task extends PoolTask>(): Queue<Task> {
  const all: Task[] = [];
  const underWay = new Map<number, Task>();
  let next = 0;
  return {
    add(tasks) {
      for (const task of tasks) all.push(task);
    },
    takeBatch() {
      const batch: HashTask[] = [];
      let bytes = 0;
      for (let task = all[next]; task; task = all[next]) {
        bytes += task.file.size;
        if (batch.length > 0 && (bytes > batchBytes || batch.length === batchFiles)) break;
        underWay.set(next, task);
        batch.push({ id: next, file: task.file, kinds: task.listKinds() });
        next += 1;
      }
      return batch;
    },
    finish(id) {
      const task = underWay.get(id);
      underWay.delete(id);
      return task;
    },
  };
}
