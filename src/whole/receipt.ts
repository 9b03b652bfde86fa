/** The text to keep of a comparison. */
import { showName } from './listed-name.ts';
import { plural } from './plural.ts';
import type { Report } from './report.ts';

/** What a receipt says beside what was found. */
export interface ReceiptFacts {
  /** The days and hours, as the reader's computer has them. */
  readonly begun: string;
  readonly ended: string;
  readonly folder: string;
  readonly listName: string;
  readonly listFiles: number;
  readonly listBytes: number;
  /** The SHA-256 of the list's own bytes. */
  readonly listHash: string;
  /** Such as `MD5`. */
  readonly kinds: string;
  /** The page, and the browser. */
  readonly page: string;
  readonly browser: string;
}

/** Writes the receipt. Every name is in it: it may be long. */
export function writeReceipt(report: Report, facts: ReceiptFacts): string {
  const rows = [
    ['Result', report.result],
    ['Compared', `${facts.begun} to ${facts.ended}`],
    ['Folder', showName(facts.folder)],
    [
      'Files',
      `${plural(report.compared, 'file')} compared, ${String(report.same)} as in the list; ${plural(report.readBytes, 'byte')} read`,
    ],
    ['List', `${showName(facts.listName)}, ${plural(facts.listFiles, 'file')}, ${plural(facts.listBytes, 'byte')}`],
    ['SHA-256 of the list', facts.listHash],
    ['Hashes', facts.kinds],
    ['Compared by', `${facts.page} in ${facts.browser}`],
  ];
  const groups = report.groups.flatMap(({ heading, names }) => [
    '',
    `${heading}:`,
    ...names.map((name) => `  ${name}`),
  ]);
  return [
    'Is my copy still whole?',
    '',
    ...rows.map(([label = '', value = '']) => `${label}: ${value}`),
    ...groups,
    '',
    'This says that the bytes of these files, as this computer read them then, gave the hashes in the list. It says nothing',
    'of the list itself: keep its SHA-256. Links and empty folders were not compared, nor times and permissions.',
    '',
  ].join('\n');
}
