/** What a comparison has found, in words: one line of result, and what it is about. */
import { fillText } from '../generator/fill.ts';
import { algorithms } from './algorithms.ts';
import type { ChecksumList, ListEntry } from './checksum-list.ts';
import type { Compared, Outcome } from './compare.ts';
import { showName } from './listed-name.ts';
import type { ChosenFile, Placed } from './place-files.ts';
import { plural } from './plural.ts';
import { sentences } from './sentences.ts';

/** What a copy is found to be: `not proven` where nothing is wrong, and not everything is known. */
type Verdict = 'whole' | 'not whole' | 'not proven';

/** Names, or lines of a list, below a heading. */
interface ReportGroup {
  readonly heading: string;
  readonly isFault: boolean;
  /** As they are shown: nothing in them that cannot be seen. */
  readonly names: readonly string[];
}

export interface Report {
  readonly verdict: Verdict;
  /** The result in a sentence. */
  readonly result: string;
  readonly groups: readonly ReportGroup[];
  /** How many files were compared, and are the same. Unit of the last: bytes. */
  readonly compared: number;
  readonly same: number;
  readonly readBytes: number;
}

/** What is known at the end. */
export interface Findings<File extends ChosenFile> {
  readonly list: ChecksumList;
  readonly placed: Placed<File>;
  /** Of every pair that was compared. */
  readonly outcomes: ReadonlyMap<ListEntry, Compared>;
  /** What a browser would not hand over, by its path. */
  readonly refused?: readonly string[];
}

type Names = Readonly<Partial<Record<keyof typeof sentences.heading, readonly string[]>>>;

/** What makes a copy not whole; each of the other faults leaves it unproven. */
const harms = ['missing', 'cut', 'changed', 'longer'] as const;
const doubts = ['unreadable', 'unclear', 'conflict', 'extra', 'unread'] as const;

/** Puts together what was found. */
export function makeReport<File extends ChosenFile>(findings: Findings<File>): Report {
  const { list, placed, outcomes } = findings;
  const listFaults = [...listListFaults(list), ...findBytesFault(findings)];
  const names: Names = { list: listFaults.map(({ long }) => long), ...nameAll(findings) };
  const harmed = countFaults(names, harms);
  const faults = [...harmed, ...countFaults(names, doubts), ...listFaults.map(({ short }) => short)];
  const same = [...outcomes.values()].filter(({ outcome }) => outcome === 'same').length;
  const isWhole = faults.length === 0 && same === list.entries.length;
  const verdict = isWhole ? 'whole' : harmed.length > 0 ? 'not whole' : 'not proven';
  const files = plural(list.entries.length, 'file');
  const said = [
    ...(isWhole ? [fillText(sentences.verdict[list.entries.length === 1 ? 'whole of one' : 'whole'], { files })] : []),
    ...(!isWhole && faults.length > 0 ? [fillText(sentences.verdict[verdict], { faults: faults.join(', ') })] : []),
    ...(outcomes.size < countComparable(placed)
      ? [fillText(sentences.verdict.stopped, { done: outcomes.size, files })]
      : []),
  ];
  return {
    verdict,
    result: said.join(' '),
    groups: groupNames(names),
    compared: outcomes.size,
    same,
    readBytes: sumBytes(outcomes),
  };
}

/** How many files can be compared: of one that the list has with two hashes nobody knows which is right. */
function countComparable<File extends ChosenFile>({ pairs }: Placed<File>): number {
  return pairs.filter(({ entry }) => entry.conflict === undefined).length;
}

function countFaults(names: Names, keys: readonly (keyof Names & keyof typeof sentences.fault)[]): string[] {
  return keys.flatMap((key) => {
    const found = names[key]?.length ?? 0;
    const count = plural(found, key === 'unread' ? 'line' : 'file');
    return found > 0 ? [fillText(sentences.fault[key], { count })] : [];
  });
}

/** What is no fault: it is named, and folded. */
const harmless = ['unhashed', 'passedOver', 'renamed'];

function groupNames(names: Names): ReportGroup[] {
  return Object.entries(names)
    .filter(([, items]) => items.length > 0)
    .map(([key, items]) => ({
      heading: sentences.heading[key as keyof Names],
      isFault: !harmless.includes(key),
      names: items,
    }));
}

/** The names of everything that something is said of, as they are shown. */
function nameAll<File extends ChosenFile>({ list, placed, outcomes, refused = [] }: Findings<File>): Names {
  const withOutcome = (outcome: Outcome): string[] =>
    placed.pairs.flatMap(({ entry, file }) => (outcomes.get(entry)?.outcome === outcome ? [showName(file.path)] : []));
  const [lost, changed] = findLost({ list, placed, outcomes });
  return {
    missing: placed.missing.filter(({ conflict }) => !conflict).map(({ names: [name] }) => showName(name)),
    cut: [
      ...withOutcome('cut'),
      ...(lost > 0 ? changed.map((name) => `${name} (${plural(lost, 'byte')} shorter)`) : []),
    ],
    changed: lost === 0 ? withOutcome('changed') : [],
    longer: [
      ...withOutcome('longer'),
      ...(lost < 0 ? changed.map((name) => `${name} (${plural(-lost, 'byte')} longer)`) : []),
    ],
    unreadable: [...withOutcome('unreadable'), ...refused.map(showName)],
    unclear: placed.unclear.map(
      ({ names, paths }) => `${names.map(showName).join(', ')}: ${paths.map(showName).join(', ')}`,
    ),
    conflict: list.entries.flatMap(({ names: [name], line, conflict }) =>
      conflict ? [`${showName(name)} (lines ${String(line)} and ${String(conflict)})`] : [],
    ),
    extra: placed.extra.map(({ path }) => showName(path)),
    unread: list.unread.map(({ line, text }) => `${String(line)}: ${showName(text.slice(0, 200))}`),
    unhashed: list.unhashed.map(showName),
    passedOver: placed.passedOver.map(({ path }) => showName(path)),
    renamed: placed.pairs.flatMap(({ entry, file, isRenamed }) =>
      isRenamed && outcomes.get(entry)?.outcome === 'same'
        ? [`${showName(entry.names[0])} is here ${showName(file.path)}`]
        : [],
    ),
  };
}

/**
 * How many bytes the only file has lost that has changed, where the list counts the bytes of all: fewer than none were
 * added. With the name of that file.
 */
function findLost<File extends ChosenFile>({ list, placed, outcomes }: Findings<File>): [number, string[]] {
  const changed = placed.pairs.filter(({ entry }) => !['same', undefined].includes(outcomes.get(entry)?.outcome));
  const isOnly =
    changed.length === 1 && placed.pairs.length === list.entries.length && outcomes.size === placed.pairs.length;
  const [one] = changed;
  if (!list.count || list.count.fault || list.count.found !== list.entries.length || !isOnly || !one) return [0, []];
  if (outcomes.get(one.entry)?.outcome !== 'changed') return [0, []];
  return [list.count.bytes - sumBytes(outcomes), [showName(one.file.path)]];
}

function sumBytes(outcomes: ReadonlyMap<ListEntry, Compared>): number {
  return [...outcomes.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

interface ListFault {
  readonly short: string;
  readonly long: string;
}

/** What is wrong with a list itself, whatever was copied. */
export function listListFaults({ count, hasEnd, unknownKinds }: ChecksumList): ListFault[] {
  const { fault, list } = sentences;
  const known = Object.values(algorithms)
    .map(({ label }) => label)
    .join(', ');
  return [
    ...(hasEnd ? [] : [{ short: fault.end, long: list.end }]),
    ...(unknownKinds.length > 0
      ? [{ short: fault.unknownKinds, long: fillText(list.unknownKinds, { kinds: unknownKinds.join(', '), known }) }]
      : []),
    ...(count?.fault === 'wrong'
      ? [
          {
            short: fault.count,
            long: fillText(list['wrong count'], {
              listed: plural(count.files, 'file'),
              found: plural(count.found, 'file'),
            }),
          },
        ]
      : []),
    ...(count?.fault === 'not at the end' ? [{ short: fault.count, long: list['count not at the end'] }] : []),
  ];
}

/** Whether files that are all the same have together another size than the list says: then the list is wrong. */
function findBytesFault<File extends ChosenFile>({ list, outcomes }: Findings<File>): ListFault[] {
  const { count, entries } = list;
  const isAll = outcomes.size === entries.length && [...outcomes.values()].every(({ outcome }) => outcome === 'same');
  if (!count || count.fault || count.found !== entries.length || !isAll || sumBytes(outcomes) === count.bytes) {
    return [];
  }
  const { fault, list: said } = sentences;
  return [{ short: fault.bytes, long: fillText(said.bytes, { listed: count.bytes, found: sumBytes(outcomes) }) }];
}
