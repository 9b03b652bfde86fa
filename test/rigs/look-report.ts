/** What the command that looks at a folder shows, for tests that need no server. */

/** These lines, with the last one, which has their number and sum. */
function closeReport(lines: readonly string[]): string {
  let sum = 0;
  for (const byte of Buffer.from(lines.join('').replaceAll(' ', ''))) sum = (sum * 31 + byte) % 99991;
  return `${[...lines, `END: ${String(lines.length)} lines, sum ${String(sum)}`].join('\n')}\n`;
}

/** A collection, in a folder of the storage server. */
export const reportOf = (path: string, ...more: readonly string[]): string =>
  closeReport([
    `look: ${path}`,
    'at: 2026-11-20 14:03 -0700',
    'written: 2026-11-17 to 2026-11-19',
    ...more,
    'kind: eer, 4000 files, 1200000000000 bytes',
    'kind: (other), 2 files, 12 bytes',
    `cannot be read: ${path}/private`,
    `not for Windows: ${path}/5%C2%B5m%3A1.eer`,
    `leads out: ${path}/ref%20-%3Ex.mrc -> /scratch/ref.mrc`,
    'FOUND: 4002 files, 1200.0 GB (1200000000012 bytes), 7 folders, 3 links: 1 lead out, 0 nowhere; 0 others',
    'also: 1 cannot be read, 1 not for Windows, 0 not UTF-8, 0 alike but for case, 0 of 4 GiB or more, 0 unclear, 0 undated',
  ]);

/** A lab folder with three collections, one of them empty. */
export const labReportOf = (path: string): string =>
  reportOf(
    path,
    'collection: GRID%2C2, 10 files, 5000000000 bytes, 2026-11-10 to 2026-11-10',
    'collection: GRID1, 3992 files, 1195000000012 bytes, 2026-11-17 to 2026-11-19',
    'collection: new, 0 files, 0 bytes, none to none',
  );
