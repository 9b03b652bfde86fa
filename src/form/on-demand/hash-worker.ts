/**
 * Reads files and computes their hashes, in a thread of its own. Several small files are read as one: each reading of a
 * browser's costs a millisecond (content/docs/maintain/decisions/whole.md).
 */
import {
  createBLAKE2b,
  createMD5,
  createSHA1,
  createSHA224,
  createSHA256,
  createSHA384,
  createSHA512,
  createXXHash128,
  createXXHash3,
  createXXHash32,
  createXXHash64,
} from 'hash-wasm';
import type { IHasher } from 'hash-wasm';
import type { AlgorithmId } from '../../whole/algorithms.ts';
import { noteFiles } from './free-files.ts';
import type { FromWorker, HashResult, HashTask, ToWorker } from './hash-messages.ts';

/** What is read in one piece. Unit: bytes. */
const pieceBytes = 1_048_576;

/** So much is read together; more is given back. Unit: bytes. */
const groupBytes = 32 * pieceBytes;

/** So often the page hears how far this is. Unit: milliseconds. */
const pause = 100;

const makers = {
  md5: createMD5,
  xxh128: createXXHash128,
  sha1: createSHA1,
  sha224: createSHA224,
  sha256: createSHA256,
  sha384: createSHA384,
  sha512: createSHA512,
  blake2b: createBLAKE2b,
  xxh32: createXXHash32,
  xxh64: createXXHash64,
  xxh3: createXXHash3,
} as const satisfies Readonly<Record<AlgorithmId, () => Promise<IHasher>>>;

const made = new Map<AlgorithmId, Promise<IHasher>>();

/**
 * What reads at the moment. Chromium (156) frees the reader of a file that only its own reading holds, when it collects
 * garbage: the next piece then never comes.
 */
const reading = new Set<unknown>();

let goOn = Promise.resolve();
let done = Promise.resolve();
let release = (): void => undefined;
let toldAt = 0;
let untoldBytes = 0;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('tasks' in data) take(data.batch, data.tasks);
  else if (data.isPaused) goOn = new Promise((resolve) => (release = resolve));
  else release();
});

/** Gives back what is too much before it comes to what it keeps: another worker may be free. */
function take(batch: number, tasks: readonly HashTask[]): void {
  const group = takeGroup(tasks);
  const left = tasks[group.length];
  if (left) tell({ batch, leftFrom: left.id });
  noteFiles(tasks.length);
  done = done.then(async () => {
    const results = await hashTogether(group);
    tellBytes(0, true);
    tell({ batch, results });
  });
}

/** The first files, as many as are read together: one at least. To learn a size takes a browser a while too. */
function takeGroup(tasks: readonly HashTask[]): readonly HashTask[] {
  let bytes = 0;
  const end = tasks.findIndex(({ file }, index) => {
    bytes += file.size;
    return index > 0 && bytes > groupBytes;
  });
  return end > 0 ? tasks.slice(0, end) : tasks;
}

function tell(message: FromWorker): void {
  postMessage(message);
}

function tellBytes(bytes: number, isLast = false): void {
  untoldBytes += bytes;
  if (!isLast && performance.now() - toldAt < pause) return;
  toldAt = performance.now();
  tell({ readBytes: untoldBytes });
  untoldBytes = 0;
}

/** Hashes files that are read as one; each by itself where that fails, to learn which it was. */
async function hashTogether(tasks: readonly HashTask[]): Promise<HashResult[]> {
  let readBytes = 0;
  try {
    const results: HashResult[] = [];
    await readPieces(
      tasks,
      (piece) => {
        readBytes += piece.length;
        tellBytes(piece.length);
      },
      (result) => results.push(result),
    );
    return results;
  } catch (error) {
    const [only, ...others] = tasks;
    if (!only) return [];
    tellBytes(-readBytes);
    if (others.length === 0) return [{ id: only.id, error: error instanceof Error ? error.name : String(error) }];
    const results: HashResult[] = [];
    for (const task of tasks) results.push(...(await hashTogether([task])));
    return results;
  }
}

/** Reads all files in pieces, and gives the hashes of each once it is read. Throws where one ends before its size. */
async function readPieces(
  tasks: readonly HashTask[],
  onPiece: (piece: Uint8Array) => void,
  onResult: (result: HashResult) => void,
): Promise<void> {
  let index = 0;
  let hashers = await begin(tasks[0]);
  let leftBytes = tasks[0]?.file.size ?? 0;
  const finish = async (): Promise<void> => {
    const { id = 0, kinds = [], file } = tasks[index] ?? {};
    onResult({
      id,
      bytes: file?.size ?? 0,
      hashes: Object.fromEntries(kinds.map((kind, at) => [kind, hashers[at]?.digest() ?? ''])),
    });
    index += 1;
    hashers = await begin(tasks[index]);
    leftBytes = tasks[index]?.file.size ?? 0;
  };
  for await (const piece of listPieces(new Blob(tasks.map(({ file }) => file)))) {
    await goOn;
    onPiece(piece);
    let rest = piece;
    while (index < tasks.length && (rest.length > 0 || leftBytes === 0)) {
      const part = rest.subarray(0, leftBytes);
      for (const hasher of hashers) hasher.update(part);
      rest = rest.subarray(part.length);
      leftBytes -= part.length;
      if (leftBytes === 0) await finish();
    }
  }
  while (index < tasks.length && leftBytes === 0) await finish();
  if (index < tasks.length) throw new DOMException('The file ended before its size.', 'NotReadableError');
}

async function begin(task: HashTask | undefined): Promise<IHasher[]> {
  const hashers: IHasher[] = [];
  for (const kind of task?.kinds ?? []) {
    const hasher = made.get(kind) ?? makers[kind]();
    made.set(kind, hasher);
    hashers.push((await hasher).init());
  }
  return hashers;
}

/** The bytes of a file in pieces. */
async function* listPieces(file: Blob): AsyncGenerator<Uint8Array> {
  if (file.size === 0) return;
  const stream = file.stream();
  reading.add(stream);
  try {
    yield* readStream(stream, Math.min(pieceBytes, file.size));
  } finally {
    reading.delete(stream);
  }
}

/** Reads into one piece of memory that is used again; where a browser cannot, into pieces of its own. */
async function* readStream(stream: ReadableStream<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch (error) {
    // Safari before 26.
    if (!(error instanceof TypeError)) throw error;
    const plain = stream.getReader();
    for (let { done, value } = await plain.read(); !done; { done, value } = await plain.read()) if (value) yield value;
    return;
  }
  let memory = new ArrayBuffer(bytes);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(memory));
    if (done) return;
    yield value;
    memory = value.buffer;
  }
}
