/** The fields that several methods ask for. */
import type { Field, Fields } from './request.ts';

// Fields that several methods ask for.
export const accountField = {
  label: 'Account',
  hint: 'Your user name on the storage server.',
  example: 'jdoe',
  placeholder: 'YOUR-ACCOUNT',
  flag: 'account',
  isOwn: true,
  kind: 'account',
} as const satisfies Field;
export const rcAccountField = {
  label: 'Account at Research Computing',
  hint: 'Your user name where PetaLibrary is: it is asked for with a second factor.',
  example: 'jado1234',
  placeholder: 'YOUR-RC-ACCOUNT',
  flag: 'rc-account',
  kind: 'account',
} as const satisfies Field;
export const labField = {
  label: 'Lab folder',
  hint: "Your lab's folder on the storage server.",
  example: 'curie-lab',
  placeholder: 'YOUR-LAB',
  flag: 'lab',
  isOwn: true,
  kind: 'folder',
} as const satisfies Field;
export const collectionField = {
  label: 'Collection',
  hint: 'The folder of the microscope session, inside the lab folder.',
  example: 'GRID1',
  placeholder: 'YOUR-COLLECTION',
  flag: 'collection',
  kind: 'folder',
} as const satisfies Field;
/** How several names are written. */
export const listHint =
  'One a line, or with commas or slashes between them, or as ls lists them. A name with a comma or two blanks in it: in quote marks.';
export const alsoCollectionsField = {
  label: 'Further collections',
  hint: `Folders beside the first one, in the same lab folder. ${listHint}`,
  example: 'GRID2/GRID3',
  placeholder: 'YOUR-OTHER-COLLECTION',
  flag: 'also',
  kind: 'names',
  beside: 'collection',
  optional: true,
  // sftp on Windows copies one at a time.
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;
export const computerField = {
  label: 'Your computer',
  hint: 'The one that receives the data. All commands are typed there.',
  example: 'linux',
  flag: 'computer',
  isOwn: true,
  choices: {
    linux: 'Linux, such as a lab server',
    macos: 'macOS',
    wsl: 'Windows, with WSL',
    windows: 'Windows, without WSL',
  },
  brief: { linux: 'Linux', wsl: 'WSL', windows: 'Windows without WSL' },
} as const satisfies Field;
/** The same where there are no commands for Windows alone. */
export const unixComputerField = {
  label: 'Your computer',
  hint: 'The one that receives the data. All commands are typed there.',
  example: 'linux',
  flag: 'computer',
  choices: { linux: 'Linux, such as a lab server', macos: 'macOS', wsl: 'Windows, with WSL' },
  brief: { linux: 'Linux', wsl: 'WSL' },
} as const satisfies Field;
export const destinationField = {
  label: 'Destination',
  hint: 'The whole path of the folder the images go into. It is made if it is not there.',
  example: '/srv/data/GRID1',
  placeholder: '/YOUR-DESTINATION/YOUR-COLLECTION',
  onWindows: { example: 'D:\\cryoem\\GRID1', placeholder: 'D:\\YOUR-DESTINATION\\YOUR-COLLECTION' },
  onMac: { example: '/Users/jdoe/GRID1', placeholder: '/YOUR-DESTINATION/YOUR-COLLECTION' },
  onNas: { example: '/volume1/cryoem/GRID1', placeholder: '/volume1/YOUR-SHARE/YOUR-COLLECTION' },
  flag: 'to',
  isOwn: true,
  kind: 'path',
} as const satisfies Field;
export const sessionField = {
  label: 'Keep it running with',
  hint: 'Lets the copy go on when you close the terminal or the connection drops.',
  example: 'screen',
  flag: 'session',
  choices: { screen: 'screen', tmux: 'tmux', none: 'neither: I leave the terminal open' },
  brief: { none: 'no session' },
} as const satisfies Field;

export const linksField = {
  label: 'Links',
  hint: 'What a link leads to outside of the collection is not copied, and may be deleted with it. The first step names such links.',
  example: 'copy',
  flag: 'links',
  choices: {
    inside: 'keep them, and warn of those that lead out of the collection',
    copy: 'bring what they lead to, as files: also for a disk that keeps no links',
    keep: 'keep them, wherever they lead: I do without what is outside',
  },
  brief: { inside: 'links kept, with a warning', copy: 'links brought as files', keep: 'links kept' },
  when: ['computer', ['linux', 'macos', 'wsl']],
} as const satisfies Field;

// These come last: all may be left empty, and most are asked for only when one is not.
const collectedField = {
  label: 'Collected on',
  hint: 'The first day of the session. Tells when the first images are deleted.',
  example: '2026-10-25',
  placeholder: 'YOUR-DAY',
  flag: 'collected',
  kind: 'date',
  optional: true,
} as const satisfies Field;
const collectedUntilField = {
  label: 'Collected until',
  hint: 'The last day of the session, if it had several.',
  example: '2026-10-28',
  placeholder: 'YOUR-LAST-DAY',
  flag: 'collected-until',
  kind: 'date',
  optional: true,
  when: ['collected', 'any'],
  notBefore: 'collected',
} as const satisfies Field;
const sizeField = {
  label: 'Size',
  hint: 'Tells how long it will take. As people write it, 1.2 TB; as du -sh prints it, 1.2T; or images and their size, 4000 x 700 MB.',
  example: '1.2 TB',
  placeholder: 'YOUR-SIZE',
  flag: 'size',
  kind: 'size',
  optional: true,
} as const satisfies Field;
const linkField = {
  label: 'Network',
  hint: 'What connects the computer that receives the data.',
  example: 'wired1',
  flag: 'link',
  choices: {
    unknown: 'I do not know: no estimate',
    home: 'at home',
    wifi: 'Wi-Fi on campus',
    wired1: 'a cable, 1 Gb/s',
    wired10: 'a cable, 10 Gb/s',
    measured: 'I measure it',
  },
  brief: { unknown: 'network unknown', wired1: '1 Gb/s', wired10: '10 Gb/s', measured: 'network measured' },
  when: ['size', 'any'],
} as const satisfies Field;
const speedField = {
  label: 'Measured speed',
  hint: "In MB/s. The plan of a copy to your lab's server begins with a command that measures it.",
  example: '85',
  placeholder: 'YOUR-SPEED',
  flag: 'speed',
  kind: 'speed',
  optional: true,
  when: ['link', ['measured']],
} as const satisfies Field;

/** When a collection was made, and how much it is. */
export const sizeFields = {
  collected: collectedField,
  collectedUntil: collectedUntilField,
  size: sizeField,
} as const satisfies Fields;
/** The same, and what connects the computer: an estimate follows from them. */
export const estimateFields = { ...sizeFields, link: linkField, speed: speedField } as const satisfies Fields;
