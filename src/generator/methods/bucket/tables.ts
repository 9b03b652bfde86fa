/** The facility keeps collections in an S3-compatible bucket of its own, and the user pulls one from there. */
import { straightRows } from '../../choice-tables.ts';
import type { WordRow } from '../../command/argv.ts';
import {
  collectionField,
  computerField,
  destinationField,
  estimateFields,
  labField,
  sessionField,
} from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import { diskField, diskProblems } from '../../steps/disk/tables.ts';
import { awsRow, copyRows, lookRows, numberRows, s3CopyTables } from '../../steps/s3-copy/tables.ts';
import type { Kit } from '../../steps/s3-copy/tables.ts';

const profileRow = [
  'option',
  '--profile',
  'With the key kept under this name:',
  'aws help, --profile',
] as const satisfies WordRow;
const profileNameRow = [
  'option-argument',
  '{profile}',
  'that of the facility.',
  'aws help, --profile',
] as const satisfies WordRow;

export const tables = {
  fields: {
    lab: labField,
    collection: collectionField,
    computer: computerField,
    destination: destinationField,
    disk: diskField,
    session: sessionField,
    ...estimateFields,
  },
  choice: straightRows,
  pace: { passes: [1, 2], assumes: 'the collection is in the bucket already, is pulled once and verified once' },
  problems: {
    ...diskProblems,
    absent: ['The facts do not describe the bucket.', 'Add “bucket” to facility.yaml.'],
    plainWindows: [
      '{label} {value} has characters that a command on Windows may not carry.',
      'Use WSL, or ask for the folder to be renamed with letters, digits, “_”, “-” and “.” only.',
    ],
  },
  commands: {},
  steps: {},
  // What this method does itself, each with its command.
  pull: {
    configure: {
      rows: [
        awsRow,
        ['operand', 'configure', 'Asks for a key, and keeps it on this computer.', 'aws configure help'],
        ['option', '--profile', 'Under this name, beside any key of your own:', 'aws configure help'],
        profileNameRow,
      ],
      title: 'Once: keep the key of the facility on this computer',
      phase: 'prepare',
      expect:
        'Four questions. Give the two parts of the key that {granter} gave you only here, never in a message; at the third, {region}. The last may stay empty.',
      otherwise: [['you have no key', 'Ask {granter} for one that may read the bucket.']],
    },
    look: {
      rows: lookRows,
      asks: true,
      title: 'Check that you can read the bucket and the collection is there',
      phase: 'prepare',
      expect: 'A line for each file, and at the end `Total Objects:` and `Total Size:`. Remember both.',
      otherwise: [
        ['`Total Objects: 0`', 'Nothing is there yet, or lab folder or collection is spelt otherwise. Capitals count.'],
        ['AccessDenied', 'You are known, but your key may not read this. Ask {granter}.'],
        [
          'could not be found, InvalidAccessKeyId, SignatureDoesNotMatch',
          'There is no such key, or it was mistyped. Do the step before again.',
        ],
        ['NoSuchBucket', 'The bucket has been moved. Ask {manager}.'],
        ['Could not connect to the endpoint URL', 'No connection to {service}. Look at the network of this computer.'],
      ],
    },
    copy: {
      rows: copyRows,
      asks: true,
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line that begins with `download:` for each file, and how far it is; then your prompt, and no line that begins with `download failed` or `warning`. If the microscope was still writing, run the same command again after the session.',
      otherwise: [
        ['download failed, Could not connect', 'The connection broke. Run the same command again.', 'connection-lost'],
        ['No space left on device', 'The disk is full. Make room, then run the same command again.', 'disk-full'],
        ['AccessDenied', 'You may list the bucket, but not read what is in it. Ask {granter}.'],
      ],
    },
    count: {
      rows: numberRows,
      asks: true,
      title: 'Verify: count in the bucket',
      phase: 'verify',
      expect: '`Total Objects:` and a number that is not 0, at the end, and no smaller than when you first looked.',
      otherwise: [
        ['`Total Objects: 0`', 'Nothing has been verified: the bucket has nothing of this collection.'],
        ['a smaller number than at first', 'Images have been deleted from the bucket. Ask {manager} now.'],
      ],
    },
  },
  // The rows that say where the bucket is, and as whom it is asked.
  access: [
    profileRow,
    profileNameRow,
    ['option', '--endpoint-url', 'Not at AWS, but at this address:', 'aws help, --endpoint-url'],
    ['option-argument', '{endpoint}', 'the server with the bucket.', 'aws help, --endpoint-url'],
  ],
  regionAccess: [
    ['option', '--region', 'Where the bucket is:', 'aws help, --region'],
    ['option-argument', '{region}', 'its region.', 'aws help, --region'],
  ],
  region: { known: 'enter {region}', unknown: 'just press Enter' },
  copy: s3CopyTables,
} as const satisfies MethodTables & { pull: Kit; access: readonly WordRow[]; [more: string]: unknown };
