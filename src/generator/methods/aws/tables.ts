/** The facility sends a collection to a bucket of the lab at AWS, and the lab pulls it from there. */
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
import type { MessageText } from '../../step.ts';
import { diskField, diskProblems } from '../../steps/disk/tables.ts';
import {
  awsRow,
  comparedRows,
  copyRows,
  dryRow,
  lookRows,
  numberRows,
  s3CopyTables,
  s3Row,
  sameRow,
  toRow,
  urlRow,
} from '../../steps/s3-copy/tables.ts';
import type { Kit } from '../../steps/s3-copy/tables.ts';

const regionRow = ['option', '--region', 'Where the bucket is:', 'aws help, --region'] as const satisfies WordRow;
const placeRow = ['option-argument', '{region}', 'its region.', 'aws help, --region'] as const satisfies WordRow;

export const tables = {
  fields: {
    lab: labField,
    collection: collectionField,
    bucket: {
      label: 'Bucket',
      hint: 'The name of the bucket at AWS: yours, or that of your lab.',
      example: 'curie-lab-cryoem',
      placeholder: 'your-bucket',
      flag: 'bucket',
      kind: 'bucket',
    },
    region: {
      label: 'Region',
      hint: 'Where the bucket is. The console of AWS shows it beside the name.',
      example: 'us-west-2',
      // No region: a pasted example reaches no bucket, even if somebody has one of the name above.
      placeholder: 'your-region-1',
      flag: 'region',
      kind: 'region',
    },
    prefix: {
      label: 'Prefix',
      hint: 'The folder in the bucket that is for this collection. Left empty, it is the whole bucket.',
      example: 'cryoem/GRID1',
      placeholder: 'YOUR-PREFIX',
      flag: 'prefix',
      kind: 'prefix',
      optional: true,
    },
    grant: {
      label: 'How the facility may write',
      hint: 'Whichever you choose: no secret belongs into a message, or into this page.',
      example: 'policy',
      flag: 'grant',
      choices: {
        policy: "a policy of the bucket, for the facility's own account at AWS",
        key: 'a key made for this only, handed over in person',
      },
      brief: { policy: 'a policy of the bucket', key: 'a key for this only' },
    },
    encryption: {
      label: 'Encryption of the bucket',
      hint: "The console of AWS shows it among the bucket's properties.",
      example: 'standard',
      flag: 'encryption',
      choices: { standard: 'with keys of S3, as AWS sets it up', kms: 'with a key of your own (KMS)' },
      brief: { standard: 'encrypted by S3', kms: 'encrypted with KMS' },
    },
    computer: computerField,
    tool: {
      label: 'Program that copies',
      hint: 'aws is the one of AWS. s5cmd can be faster for very many files.',
      example: 'aws',
      flag: 'tool',
      choices: { aws: 'aws', s5cmd: 's5cmd' },
      when: ['computer', ['linux', 'macos', 'wsl']],
    },
    destination: destinationField,
    disk: diskField,
    session: sessionField,
    ...estimateFields,
  },
  choice: [
    ['where', ['cloud'], 'for', 'The data end in a bucket at AWS.'],
    [
      'where',
      ['petalibrary', 'server', 'computer', 'institution'],
      'against',
      'The data go through a bucket at AWS first.',
    ],
    ['days', ['urgent'], 'against', 'Bucket and access have to be set up with the facility first.'],
  ],
  pace: { passes: [1, 2], assumes: 'the collection is in the bucket already, is pulled once and verified once' },
  patterns: {
    // General purpose buckets: S3 User Guide, "General purpose bucket naming rules". Capitals are found by the rules.
    bucket: [
      ['[^a-z0-9.-]', 'bucketCharacter'],
      ['^(?!.{3,63}$)', 'bucketLength'],
      ['^[.-]|[.-]$|\\.\\.', 'bucketEnds'],
      ['^\\d+\\.\\d+\\.\\d+\\.\\d+$', 'bucketAddress'],
    ],
    region: [['^(?![a-z]{2,5}(?:-[a-z]+){1,3}-\\d\\d?$)', 'region']],
    prefix: [
      ['^s3:', 'prefixAddress'],
      ['^/', 'prefixSlash'],
      ['//|(?:^|/)\\.\\.?(?:/|$)', 'detour'],
    ],
  },
  problems: {
    ...diskProblems,
    bucketCharacter: [
      '{label} {value} has the character “{bad}” ({codePoint}), which names of buckets do not have.',
      'Enter only the name, for example {example}',
    ],
    bucketCapitals: [
      '{label} {value} has capital letters, which names of buckets do not have.',
      'For example {example}',
    ],
    bucketLength: ['{label} {value} must have 3 to 63 characters.', 'For example {example}'],
    bucketEnds: [
      '{label} {value} must begin and end with a letter or a digit, and not have “..” in it.',
      'For example {example}',
    ],
    bucketAddress: [
      '{label} {value} is the address of a computer.',
      'Enter the name of a bucket, for example {example}',
    ],
    region: [
      '{label} {value} is not how AWS writes a region.',
      'Small letters, and a digit at the end, for example {example}',
    ],
    prefixAddress: [
      '{label} {value} is a whole address.',
      'Enter only what follows the name of the bucket, for example {example}',
    ],
    prefixSlash: ['{label} {value} begins with a slash.', 'Leave it out, for example {example}'],
    plainTool: [
      '{label} {value} has characters that we do not trust s5cmd with: to it, “*” and “?” stand for other names.',
      'Choose aws as the program, or use letters, digits, “_”, “-”, “.” and “/” only.',
    ],
    plainWindows: [
      '{label} {value} has characters that a command on Windows may not carry.',
      'Use WSL, or a prefix with letters, digits, “_”, “-”, “.” and “/” only.',
    ],
  },
  commands: {},
  steps: {
    ask: {
      title: 'Tell the facility what it needs',
      phase: 'prepare',
      expect:
        'An answer from {manager}: whether this way can be used, and later that all is in the bucket, with number and size.',
      otherwise: [
        ['it cannot be used yet', 'Use another way for this session.'],
        [
          'a question for a key or a password',
          'Answer that you will hand it over in person. Never write it down in a message.',
        ],
      ],
    },
  },
  // What this method does itself, each with its command; the table below has what is done otherwise.
  pull: {
    configure: {
      rows: [
        awsRow,
        ['operand', 'configure', 'Asks who you are, and remembers it on this computer.', 'aws configure help'],
      ],
      title: 'Once: tell the program who you are',
      phase: 'prepare',
      expect:
        'Four questions. Give the two parts of your own key only here, never in a message; as region {region}. The last may stay empty.',
      otherwise: [
        [
          'you have no key, but log in to AWS through your institution',
          'Press Ctrl and C, then use `aws configure sso` once, and `aws sso login` whenever the login has run out.',
          'aws-credentials',
        ],
      ],
    },
    look: {
      rows: lookRows,
      asks: true,
      title: 'Check that you can read the bucket and the collection is there',
      phase: 'prepare',
      expect:
        'A line for each file, and at the end `Total Objects:` and `Total Size:`. Compare them with what the facility told you.',
      otherwise: [
        ['`Total Objects: 0`', 'Nothing is there yet, or the prefix is spelt otherwise. Capitals count.'],
        ['NoSuchBucket', 'There is no bucket of this name.', 'aws-no-such-bucket'],
        ['AccessDenied', 'You are known, but may not read this bucket.', 'aws-access-denied'],
        [
          'Unable to locate credentials, InvalidAccessKeyId, SignatureDoesNotMatch, ExpiredToken',
          'AWS does not know who you are. Do the step before again.',
          'aws-credentials',
        ],
        ['PermanentRedirect, AuthorizationHeaderMalformed', 'The bucket is in another region.', 'aws-no-such-bucket'],
        ['Could not connect to the endpoint URL', 'No connection to AWS, or there is no such region.', 'host-unknown'],
      ],
    },
    copy: {
      rows: copyRows,
      asks: true,
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line that begins with `download:` for each file, and how far it is; then your prompt, and no line that begins with `download failed` or `warning`. If the facility was still sending, run the same command again afterwards.',
      otherwise: [
        ['download failed, Could not connect', 'The connection broke. Run the same command again.', 'connection-lost'],
        ['No space left on device', 'The disk is full. Make room, then run the same command again.', 'disk-full'],
        [
          'AccessDenied',
          'You may list the bucket, but not read what is in it, or not use its key (KMS).',
          'aws-access-denied',
        ],
        [
          'ExpiredToken',
          'Your login to AWS has run out. Log in again, then run the same command again.',
          'aws-credentials',
        ],
        ['GLACIER', 'That file is in an archive of AWS: it must be restored there first.'],
      ],
    },
    count: {
      rows: numberRows,
      asks: true,
      title: 'Verify: count in the bucket',
      phase: 'verify',
      expect:
        '`Total Objects:` and a number that is not 0, at the end. It is also the number that the facility told you.',
      otherwise: [['`Total Objects: 0`', 'Nothing has been verified: there is nothing under this prefix.']],
    },
  },
  fast: {
    'version-s5cmd': {
      rows: [
        ['utility', 's5cmd', 'Copies many files at the same time.', 's5cmd README'],
        ['operand', 'version', 'Says which version is installed.', 's5cmd command/version.go'],
      ],
      title: 'See whether s5cmd is installed',
      phase: 'prepare',
      expect: 'A version, such as `v2.3.0`.',
      otherwise: [
        [
          'not found',
          'It is not installed. Choose aws as the program, or ask whoever runs this computer.',
          'command-not-found',
        ],
      ],
    },
    copy: {
      rows: [
        ['utility', 'env', 'Sets a variable for one command:', 'env(1)'],
        ['operand', '{variable}', 'where the bucket is.', 's5cmd README, Region detection'],
        ['utility', 's5cmd', 'Copies many files at the same time:', 's5cmd README'],
        ['operand', 'sync', 'what is missing, has another size, or is newer in the bucket.', 's5cmd README, Sync'],
        ['operand', '{all}', 'From: the bucket and the prefix. The star: all that is below.', 's5cmd README, Sync'],
        ['operand', '{into}', 'To: the destination.', 's5cmd README, Sync'],
      ],
      title: 'Copy',
      phase: 'copy',
      expect:
        'A line that begins with `cp` for each file, then your prompt, with no line that begins with `ERROR`. If the facility was still sending, run the same command again afterwards.',
      otherwise: [
        ['`ERROR` and `connection`, `timeout`', 'The connection broke. Run the same command again.', 'connection-lost'],
        ['no space left on device', 'The disk is full. Make room, then run the same command again.', 'disk-full'],
        ['NoCredentialProviders', 's5cmd cannot use your kind of login. Choose aws as the program.', 'aws-credentials'],
        ['AccessDenied', 'You may not read this bucket, or not use its key (KMS).', 'aws-access-denied'],
        ['too many open files', 'More at a time than this computer allows. Choose aws as the program.'],
      ],
    },
    verify: {
      rows: [
        awsRow,
        s3Row,
        ['operand', 'sync', 'compares: which files are missing here, or', 'aws s3 sync help'],
        urlRow,
        toRow,
        ['option', '--size-only', 'have another size. s5cmd does not keep times.', 'aws s3 sync help, --size-only'],
        dryRow,
      ],
      asks: true,
      ends: comparedRows,
      title: 'Verify: what would still be copied',
      phase: 'verify',
      expect:
        'One line alone, which begins with `COMPARED`: each file of the bucket is here, with its size. It compares neither contents nor times, and only counts together with the two numbers below.',
      otherwise: [
        [
          'a line that begins with `(dryrun) download:`',
          'That file is missing, cut short or longer. Copy again, then verify again.',
          'verify-differs',
        ],
        sameRow,
        [
          'error, warning',
          'Not passed: the check itself failed, or a file cannot be had. The line says why.',
          'connection-lost',
        ],
      ],
    },
  },
  message: {
    subject: 'Collection {collection} of {lab}, through AWS',
    body: 'Hello,\n\nwe would like to get a collection through a bucket at AWS. Can this way be used already? If not, please tell us before the session.\n\nLab folder: {lab}\nCollection: {collection}\nBucket: {bucket}\nRegion: {region}\nPrefix: {prefix}\n\n{grant}\n\nOn the bucket: s3:ListBucket, s3:GetBucketLocation\nOn all below the prefix: s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts\n{kms}\nNothing else is needed, above all no right to delete. If you need another prefix or another right, please tell us.\n\nWhen all is in the bucket, please tell us the number of files, their total size in bytes, and whether links were left out, before the images are deleted on the storage server.\n\nThank you!',
  },
  whole: 'none, the whole bucket',
  grants: {
    policy:
      'Access: please send us the ARN of your role or user at AWS, which is no secret. We enter it into the policy of the bucket, with these rights and no others:',
    key: 'Access: we make a user at AWS for this only, with these rights and no others, and hand you its key in person. Please say when and where; it does not go into a message.',
  },
  kms: 'On the KMS key of the bucket: kms:GenerateDataKey, kms:Decrypt\n',
  notices: {
    standing: 'This way is {standing}: ask {manager} before you count on it.',
    cost: 'AWS charges whoever owns the bucket for data that leave AWS, each time they are copied, and for keeping them. Look up the prices of the region first: https://aws.amazon.com/s3/pricing/',
    whole: 'Without a prefix everything in the bucket is copied. Give each collection a prefix of its own.',
    s5cmd: 'The line of s5cmd has been checked against its documentation (version 2.3.0), not run.',
  },
  // The rows that say where the bucket is.
  access: [regionRow, placeRow],
  copy: s3CopyTables,
} as const satisfies MethodTables & {
  pull: Kit;
  fast: Kit;
  message: MessageText;
  [more: string]: unknown;
};
