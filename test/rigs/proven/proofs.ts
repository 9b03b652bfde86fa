/** What tests have proven: as texts, as what is kept of them, and held against a run. */
import type { Kept } from '../../../src/site/proven.ts';

/** One proof as a text: method, place, what is proven, and the programs with “+” between them. */
export function formatProof(method: string, place: string, proof: string, by: string): string {
  return [method, place, proof, by].join(' ');
}

/** The programs of proofs, each once. */
export function programsIn(proofs: readonly string[]): string[] {
  return [...new Set(proofs.flatMap((proof) => proof.split(' ').at(-1)?.split('+') ?? []))].sort();
}

/** The proofs that are kept, each as a text. */
export function listKept({ proven }: Kept): string[] {
  return Object.entries(proven).flatMap(([method, places]) =>
    Object.entries(places).flatMap(([place, proofs]) =>
      Object.entries(proofs).flatMap(([proof, sets]) => sets.map((by) => formatProof(method, place, proof, by))),
    ),
  );
}

/** The same back. */
export function nestProofs(texts: readonly string[]): Kept['proven'] {
  const nested: Record<string, Record<string, Record<string, string[]>>> = {};
  for (const text of [...texts].sort()) {
    const [method = '', place = '', proof = '', by = ''] = text.split(' ');
    (((nested[method] ??= {})[place] ??= {})[proof] ??= []).push(by);
  }
  return nested;
}

/** The text of the file, laid out as Prettier does it. */
export function formatKept(kept: Kept): string {
  const text = JSON.stringify(kept, undefined, 2);
  return `${text.replaceAll(/\[[^\]]*\]/g, (list) => list.replaceAll(/\s+/g, ' ').replaceAll(/\[ | \]/g, (end) => end.trim()))}\n`;
}

/** A test that has come to its end. */
export interface ToldTest {
  readonly proves: readonly string[];
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  /** Why it was skipped, if somebody said so. */
  readonly note?: string | undefined;
}

interface Difference {
  /** Kept, and not proven: only a run of all tests can know. */
  readonly missing: readonly string[];
  /** Proven, and not kept. */
  readonly extra: readonly string[];
  /** Kept, and only in tests that were skipped for a reason. */
  readonly notHere: readonly string[];
}

/** Compares what is kept with a run; `isWhole` if it was of all tests. */
export function compareProofs(kept: readonly string[], tests: readonly ToldTest[], isWhole: boolean): Difference {
  const of = (some: readonly ToldTest[]): ReadonlySet<string> => new Set(some.flatMap(({ proves }) => proves));
  const proven = of(tests.filter(({ state }) => state === 'passed'));
  const skipped = of(tests.filter(({ state, note }) => state === 'skipped' && note));
  const open = kept.filter((proof) => !proven.has(proof));
  return {
    missing: isWhole ? open.filter((proof) => !skipped.has(proof)) : [],
    extra: [...proven].filter((proof) => !kept.includes(proof)).sort(),
    notHere: open.filter((proof) => skipped.has(proof)),
  };
}

/** What is to be said of a difference: nothing where there is none. */
export function sayDifference({ missing, extra }: Difference, file: string): string {
  if (missing.length + extra.length === 0) return '';
  const list = (what: string, proofs: readonly string[]): string[] =>
    proofs.length > 0 ? [what, ...proofs.map((proof) => `  ${proof}`)] : [];
  return [
    `${file} does not say what this run has proven.`,
    ...list('Kept there, and proven by no test that has passed:', missing),
    ...list('Proven, and not kept there:', extra),
    'If that is right, run "npm run proven", for some tests "npm run proven -- FILE", and commit the file.',
  ].join('\n');
}
