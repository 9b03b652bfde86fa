/** By which a test says what it proves of a method: the table on `maintain/proven` is made of it. */
import { TestRunner } from 'vitest';
import type { MethodId } from '../../../src/generator/transfer.ts';
import type { ProgramId, Proof } from '../../../src/site/proven-tables.ts';
import { formatProof } from './proofs.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What the test proves if it passes, each as `formatProof` gives it. */
    proves?: string[];
  }
}

/**
 * Says what the test in which it stands proves, once it has passed: that commands as printed, or the script, do this
 * there with these programs. Call it first: a test that is skipped after that is named, and not missed.
 */
export function proves(method: MethodId, place: string, all: readonly Proof[], by: readonly ProgramId[]): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error('Call proves() in a test.');
  test.meta.proves = [
    ...(test.meta.proves ?? []),
    ...all.map((proof) => formatProof(method, place, proof, by.join('+'))),
  ];
}
