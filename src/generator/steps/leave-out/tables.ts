/**
 * Field, rows and sentences of a copy that leaves out previews. It only ever excludes, and by the ending of a name: of
 * kinds that are pictures to look at, or that the facility has stated to be previews. Folders always come, and so does
 * what may be a gain reference by its name.
 */
import type { WordRow } from '../../command/argv.ts';
import type { Field } from '../../request.ts';
import type { MessageText, StepText } from '../../step.ts';
import { tellRows } from '../look/tables.ts';
import { loginRow, sshRow } from '../storage-server/tables.ts';

export const leaveOutField = {
  label: 'Leave out',
  hint: 'Kinds of previews that you do without, by the endings of their names. They are deleted at the facility like all else. Images, gain references and metadata always come.',
  example: 'jpg, png',
  placeholder: 'jpg',
  flag: 'leave-out',
  kind: 'endings',
  optional: true,
  // scp on Windows cannot.
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

/** Counts by ending, of a list that `ls -ldn` has made. In its columns no name can have a blank. */
const countProgram =
  '/^-/ && $2 + 0 > 0 { k = tolower($0); sub(".*[.]", "", k); if (k ~ "[^a-z0-9]") k = "?"; n[k]++; s[k] += $5; f++; b += $5 } END { for (k in n) print n[k] " files end in ." k ", " sprintf("%.1f", s[k] / 1e9) " GB"; print "LEFT OUT: " f + 0 " files, " sprintf("%.1f GB (%.0f bytes)", b / 1e9, b) }';

export const leaveOutTables = {
  /** Pictures and films to look at: what can be left out where the facility has stated nothing. */
  previews: ['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp', 'mp4', 'avi', 'mov'],
  /** Images, gain references, metadata, and what programs keep about a session: never left out, whatever is stated. */
  kept: [
    ...[
      'eer',
      'tif',
      'tiff',
      'mrc',
      'mrcs',
      'mrcz',
      'map',
      'st',
      'ali',
      'rec',
      'raw',
      'bin',
      'dm2',
      'dm3',
      'dm4',
      'ser',
      'emi',
      'emd',
    ],
    ...[
      'hdf',
      'h5',
      'hdf5',
      'nxs',
      'zarr',
      'cbf',
      'img',
      'smv',
      'em',
      'bz2',
      'gz',
      'xz',
      'zst',
      'zip',
      'tar',
      '7z',
      'gain',
      'dark',
      'defects',
    ],
    ...[
      'xml',
      'mdoc',
      'star',
      'json',
      'txt',
      'log',
      'csv',
      'tsv',
      'nav',
      'dm',
      'dmp',
      'ini',
      'cfg',
      'conf',
      'yaml',
      'yml',
      'toml',
      'cs',
      'db',
    ],
    ...['sqlite', 'rawtlt', 'tlt', 'xf', 'com', 'doc', 'pdf', 'html', 'md', 'md5', 'sha1', 'sha256'],
  ],
  /** What a name has in it that may be that of a gain reference, or of what belongs to it. */
  gains: ['gain', 'dark', 'defect'],
  problems: {
    badEnding: [
      '{label}: “{ending}” is not the ending of a name.',
      'Write endings of letters and digits with commas between them, for example {example}',
    ],
    keptEnding: [
      '{label}: files that end in “.{ending}” may be images, gain references or metadata, which are never left out.',
      'Name kinds of previews only, for example {example}',
    ],
    notPreview: [
      '{label}: nobody has stated that files that end in “.{ending}” are previews.',
      'Only pictures to look at can be left out: {previews}.',
    ],
  },
  rows: {
    // Else the rule that all folders come would also bring a folder of this name, which rsync keeps out by itself.
    partial: [['option', '--exclude=.rsync-partial/', 'Not the folder for cut files.', 'rsync(1) --partial-dir']],
    folders: [['option', '--include=*/', 'Folders always,', 'rsync(1) FILTER RULES']],
    gain: ['option', '', 'and whatever has this in its name, as gain references do;', 'rsync(1) FILTER RULES'],
    exclude: ['option', '', 'but no file that ends like this.', 'rsync(1) FILTER RULES'],
    // Bytes that are no letters are no fault of a name, as to rsync.
    plain: [
      ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
      ['operand', 'LC_ALL=C', 'names are bytes.', 'POSIX XBD, 8.2'],
    ],
    open: ['operand', '(', 'Only this:', 'find(1) OPERATORS'],
    close: ['operand', ')', 'and nothing more.', 'find(1) OPERATORS'],
    folder: [
      ['operand', '-type', 'what is', 'find(1) -type'],
      ['operand', 'd', 'a folder,', 'find(1) -type'],
    ],
    or: ['operand', '-o', 'or', 'find(1) OPERATORS'],
    not: ['operand', '-not', 'not', 'find(1) OPERATORS'],
    named: ['operand', '-iname', 'by its name, in any case of letters:', 'find(1) -iname'],
    name: ['operand', '', 'such a name.', 'find(1) -iname'],
    hash: [
      'option-argument',
      'cd "$1" && shift && LC_ALL=C find . -type f "$@" -print0 | xargs -0 -r -P 2 -n 4 md5sum',
      'goes to the folder, and makes the checksum of each file in it that was not left out: two at the same time.',
      'POSIX XCU, 2.5.2; md5sum(1)',
    ],
    receipt: ['operand', '{leftOut}', 'What was left out.', 'awk(1), Command line'],
    passed: [
      'option-argument',
      's/^code 0.$/PASSED: every byte of every file was compared, and is the same, but for what was left out./',
      'if the status is 0 and nothing was kept in mind, that is passed,',
      'sed(1) s',
    ],
  },
  list: [sshRow, loginRow],
  there: [
    ['utility', 'find', 'Looks through a folder and all in it:', 'find(1)'],
    ['operand', '{contents}', 'the collection.', 'find(1)'],
    ['operand', '-type', 'Only what is', 'find(1) -type'],
    ['operand', 'f', 'a file,', 'find(1) -type'],
  ],
  tell: [
    ['operand', '-exec', 'For these it runs', 'find(1) -exec'],
    ['operand', 'ls', 'which lists', 'ls(1)'],
    ['operand', '-ldn', 'each by itself, with size, and owners as numbers.', 'ls(1) -l -d -n'],
    ['operand', '{}', 'Here stand the names.', 'find(1) -exec'],
    ['operand', '+', 'Many at a time.', 'find(1) -exec'],
  ],
  count: [
    ...tellRows.slice(0, 2),
    ['operand', countProgram, 'Counts by ending, and all.', 'awk(1)'],
  ] as readonly WordRow[],
  step: {
    script: 'look',
    title: 'See what will be gone',
    phase: 'prepare',
    expect:
      'A line for each ending, and `LEFT OUT` with the number and the size of what stays at the facility, where it is deleted {when}. If you need any of it, make the plan again without that ending.',
    otherwise: [
      ['LEFT OUT: 0 files', 'There is nothing of these kinds: endings are as people write them, such as jpg or jpeg.'],
    ],
  } satisfies StepText,
  haveIt: {
    subject: 'We have {collection} of {lab}',
    body: 'Hello,\n\nwe have a copy of the collection {collection} in the lab folder {lab}, without files that end in {endings}, and have checked it: every file that we have has the checksum that rsync made of it on the storage server.\n\n{path}\n\nFor our part, all of it may be deleted there. The receipt:\n\nPASTE-THE-RECEIPT-HERE\n\nThank you!',
  } satisfies MessageText,
  notice:
    'Files that end in {endings} are left out, but for those with “gain”, “dark” or “defect” in their names. At the facility they are deleted {when}, and are gone then.',
  receipt: 'files that end in {endings}, which the facility deletes {when}',
  when: { day: 'from {day} on', days: '{days} days after they were written' },
} as const;
