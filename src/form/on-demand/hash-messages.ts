/** What the page and a worker that hashes say to each other. */
import type { AlgorithmId } from '../../whole/algorithms.ts';
import type { Hashes } from '../../whole/compare.ts';

/** A file to read, and the kinds of hashes to compute of it. */
export interface HashTask {
  readonly id: number;
  readonly file: Blob;
  readonly kinds: readonly AlgorithmId[];
}

/** A file that was read, with its size, or the name of the error that reading it ended with. */
export type HashResult =
  | { readonly id: number; readonly bytes: number; readonly hashes: Hashes }
  | { readonly id: number; readonly error: string };

export type ToWorker = { readonly batch: number; readonly tasks: readonly HashTask[] } | { readonly isPaused: boolean };

export type FromWorker =
  /** So many more bytes were read; fewer than none where some are read again. */
  | { readonly readBytes: number }
  /** The files of a batch that are too much for one worker: from this one on they go to whichever is free. */
  | { readonly batch: number; readonly leftFrom: number }
  | { readonly batch: number; readonly results: readonly HashResult[] };
