/** For the facility's staff: sending images on as they come off the camera, and sharing them. */
import { accountField } from '../../fields.ts';
import type { MethodTables } from '../../method.ts';
import type { MessageText } from '../../step.ts';
import { fileManager } from '../../steps/globus/tables.ts';
import { serverListRows } from '../../steps/server-list/tables.ts';
import { sessionTables } from '../../steps/session/tables.ts';
import { loginRow, storageServerTables } from '../../steps/storage-server/tables.ts';

const script = 'the guide of the facility, devops/file_transfer' as const;

export const tables = {
  fields: {
    account: accountField,
    cameraFolder: {
      label: 'Folder on the camera',
      hint: 'The folder of the session, as it is called on the camera.',
      example: 'GRID1',
      placeholder: 'YOUR-COLLECTION',
      flag: 'source',
      kind: 'folder',
    },
    case: {
      label: 'Where the images go',
      hint: 'They always go into the lab folder on the storage server as well.',
      example: 'petalibrary',
      flag: 'case',
      choices: {
        lab: 'the lab folder alone',
        petalibrary: 'PetaLibrary too',
        aws: 'a bucket at AWS too',
        globus: 'a folder to share through Globus too',
      },
    },
    who: {
      label: 'Whose they are',
      hint: 'Users from outside have no lab folder.',
      example: 'outside',
      flag: 'who',
      choices: { lab: 'a lab with a folder', outside: 'users from outside' },
    },
    lab: {
      label: 'Lab folder',
      hint: "The lab's folder on the storage server.",
      example: 'curie-lab',
      placeholder: 'YOUR-LAB',
      flag: 'lab',
      kind: 'folder',
      when: ['who', ['lab']],
    },
    group: {
      label: 'Outside group',
      hint: 'The name of the group that is sent to a bucket or through Globus.',
      example: 'ex1001',
      placeholder: 'YOUR-GROUP',
      flag: 'group',
      kind: 'folder',
      when: ['case', ['aws', 'globus']],
    },
    email: {
      label: 'E-mail address of the user',
      hint: 'For Globus, the address with which they log in there.',
      example: 'jane@example.edu',
      placeholder: 'YOUR-NAME@example.edu',
      flag: 'email',
      kind: 'email',
      when: ['case', ['globus']],
    },
    notify: {
      label: 'Mail from the script',
      hint: 'An address of the staff that the script writes to.',
      example: 'staff@example.edu',
      placeholder: 'YOUR-NAME@example.edu',
      flag: 'notify',
      kind: 'email',
      optional: true,
    },
  },
  problems: {
    noScript: ['The facts name no script that sends images.', 'Add “transfer” to facility.yaml.'],
    noTarget: ['The facts do not describe {target}.', 'Add “{target}” to facility.yaml, or choose another.'],
    outsideCase: ['Users from outside reach neither the storage server nor PetaLibrary.', 'Choose Globus or AWS.'],
    leadingHyphen: [
      '{label} {value} begins with a hyphen, which the script takes for an option.',
      'Rename the folder on the camera.',
    ],
  },
  commands: {
    login: [['utility', 'ssh', 'Opens a terminal on another computer.', 'ssh(1)'], loginRow],
    labFolder: [
      ['utility', 'ls', 'Lists', 'ls(1)'],
      ['option', '-ld', 'the folder itself (-d), with owner and permissions (-l):', 'ls(1) -l -d'],
      ['operand', '{labFolder}', 'the lab folder.', 'ls(1)'],
    ],
    mount: [
      ['utility', 'findmnt', 'Says what is mounted', 'findmnt(8)'],
      ['option', '--target', 'at this folder:', 'findmnt(8) --target'],
      ['option-argument', '{mount}', "the lab's folder in PetaLibrary.", 'findmnt(8) --target'],
    ],
    start: [['utility', '{command}', "The facility's script: copies images as they come.", script]],
    source: [
      ['option', '{sourceOption}', 'From this folder on the camera:', script],
      ['option-argument', '{cameraFolder}', 'the session.', script],
      ['option', '{interimOption}', 'To this folder on the storage server:', script],
      ['option-argument', '{interim}', 'the lab, or the word for users from outside.', script],
    ],
    petalibrary: [
      ['option', '{petalibraryOption}', 'And to PetaLibrary:', script],
      ['option-argument', '{lab}', 'the lab.', script],
    ],
    aws: [
      ['option', '{awsOption}', 'And to the bucket of:', script],
      ['option-argument', '{group}', 'the group.', script],
    ],
    globus: [
      ['option', '{globusOption}', 'And to a folder to be shared through Globus, for:', script],
      ['option-argument', '{group}', 'the group.', script],
    ],
    notify: [
      ['option', '{emailOption}', 'Writes to this address:', script],
      ['option-argument', '{notify}', 'that of the staff.', script],
    ],
    list: serverListRows,
    ended: [
      ['utility', 'screen', 'Keeps a terminal running when its window is closed.', 'screen(1)'],
      ['option', '-ls', 'Lists the sessions of this name:', 'screen(1) -ls'],
      ['operand', '{session}', 'made from the name of the folder.', 'screen(1) -ls'],
    ],
  },
  steps: {
    login: {
      title: 'Log in to the storage server',
      phase: 'prepare',
      expect: 'The prompt of the storage server.',
      otherwise: [['Permission denied', 'Account or password is wrong.', 'permission-denied']],
    },
    labFolder: {
      title: 'Check the lab folder',
      phase: 'prepare',
      expect:
        'One line. It begins with `d`; the lab is in the third or fourth column, and the last three letters of the first are `---`: nobody else can look into it.',
      otherwise: [
        [
          'No such file or directory',
          'The user has not been made yet, or the folder is spelt otherwise.',
          'no-such-folder',
        ],
        [
          'r or x among the last three letters',
          'Others can look into it. Mend the permissions before any image arrives.',
        ],
      ],
    },
    mount: {
      title: "Check that the lab's folder in PetaLibrary is mounted",
      phase: 'prepare',
      expect: 'A line whose `TARGET` is {mount}.',
      otherwise: [
        ['a TARGET that is shorter', 'Not mounted: images would fill the disk of the storage server. Mount it first.'],
        ['nothing', 'The folder has not been made: see the guide of the facility.'],
      ],
    },
    transfer: {
      title: 'Start sending',
      phase: 'copy',
      expect:
        'It begins to copy. It applies the permissions of the lab, and adds the newest gain reference. {hours} h after the last image it ends, and the session with it.',
      otherwise: [
        ['it shows its help', 'An option is wrong, or a folder is not there.'],
        ['command not found', 'Log in as the account that has the script in its path.', 'command-not-found'],
      ],
    },
    'globus-open': {
      title: 'Open Globus',
      phase: 'copy',
      expect: 'After logging in, the File Manager.',
      otherwise: [],
    },
    'globus-search': {
      title: 'In Globus: find the collection',
      phase: 'copy',
      expect: 'Type it into the field Collection. Of several with this name, take the one that is not marked Legacy.',
      otherwise: [],
    },
    'globus-path': {
      title: 'In Globus: go to the folder',
      phase: 'copy',
      expect:
        'Paste it into the field Path. What has arrived by now is listed. Click Share, then Add Guest Collection.',
      otherwise: [
        [
          'not found',
          'The script has not begun, or has made no folder yet. Wait a minute. Never share the folder above.',
        ],
      ],
    },
    'globus-name': {
      title: 'In Globus: name the guest collection',
      phase: 'copy',
      expect:
        'Paste it into Display Name. The field Directory ends with this session. Click Create Collection, then Add Permissions - Share With.',
      otherwise: [
        ['Directory ends above the session', 'Paste the path of the step before: the images of others lie beside it.'],
      ],
    },
    'globus-share': {
      title: 'In Globus: share it with the user',
      phase: 'copy',
      expect:
        'Path stays `/`. Paste the address into the field for the user, tick read only, and add the permission. The user gets a mail from Globus.',
      otherwise: [['no such user', 'They have no Globus identity with this address yet: ask them.', 'globus-login']],
    },
    ended: {
      title: 'After the session at the microscope: see that it has ended',
      phase: 'verify',
      expect: '`No Sockets found`.',
      otherwise: [
        [
          'the name of the session',
          'The script still sends, or its session outlived it: come back to it, and type `exit` once the script has ended.',
        ],
      ],
    },
    list: {
      title: 'Once it has ended: leave a list of checksums beside the collection',
      phase: 'verify',
      expect:
        'Nothing, after minutes or hours: every byte is read. Users who copy with FileZilla prove their copy by {list}.',
      otherwise: [
        [
          'No space left on device, Permission denied',
          'There is no list, or half of one. Delete it, and do this step again.',
        ],
      ],
    },
    tell: {
      title: 'Tell the user',
      phase: 'copy',
      expect: 'Their answer that they see the images. No password or key belongs into this message.',
      otherwise: [],
    },
  },
  messages: {
    lab: {
      subject: 'Your images {cameraFolder} are arriving',
      body: 'Hello,\n\nyour images are being copied to the storage server as they come off the microscope.\n\nLab folder: {lab}\nCollection: {cameraFolder}\n\nThey are deleted after {keepDays} days, the first images first: please copy them soon, and verify.',
    },
    petalibrary: {
      subject: 'Your images {cameraFolder} are going to PetaLibrary',
      body: 'Hello,\n\nyour images are being pushed to PetaLibrary as they come off the microscope.\n\nLab folder: {lab}\nCollection: {cameraFolder}\n\nOn the storage server they are deleted after {keepDays} days: please verify before.',
    },
    aws: {
      subject: 'Your images {cameraFolder} are going to your bucket',
      body: 'Hello,\n\nyour images are being sent to your bucket at AWS as they come off the microscope.\n\nGroup: {group}\nCollection: {cameraFolder}\n\nAt the facility they are deleted after {keepDays} days: please verify before.',
    },
    globus: {
      subject: 'Your images {cameraFolder} are shared through Globus',
      body: 'Hello,\n\nyour images are shared with you through Globus, for the identity {email}. You get a mail from Globus about the collection {name}; the images appear there as they come off the microscope.\n\nAt the facility they are deleted after {keepDays} days: please copy them soon, and verify.',
    },
  },
  openGlobus: ['Open the File Manager of Globus', fileManager],
  server: storageServerTables,
  session: sessionTables,
} as const satisfies MethodTables & { messages: Record<string, MessageText>; [more: string]: unknown };
