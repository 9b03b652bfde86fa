/** What the table “What has been proven, where” consists of, beside what the tables of the methods say. */
import type { MethodId } from '../generator/transfer.ts';

/** What a test proves of a way at a place: the columns of the table. */
export const proofs = {
  normal: 'Normal',
  names: 'Hostile names',
  cut: 'Cut and resumed',
  verified: 'Verified',
  damage: 'Damaged copy found',
  script: 'Script',
} as const;

export type Proof = keyof typeof proofs;

/** A program that took part, or what stood in for one. */
interface Program {
  readonly title: string;
  /** What it stands in for: what was proven with it is no run of that. */
  readonly standsFor?: string;
  /** A disk has none. */
  readonly hasNoVersion?: true;
}

const everyProgram = {
  rsync: { title: 'rsync' },
  openssh: { title: 'OpenSSH' },
  rclone: { title: 'rclone' },
  aws: { title: 'aws' },
  filezilla: { title: 'FileZilla' },
  screen: { title: 'screen' },
  exfat: { title: 'a drive with exFAT', hasNoVersion: true },
  ntfs: { title: 'a drive with NTFS', hasNoVersion: true },
  powershell: { title: 'PowerShell' },
  'powershell-windows': { title: 'PowerShell for Windows' },
  wine: {
    title: 'Wine',
    standsFor: 'Windows: it runs PowerShell’s build for Windows. Its ssh and sftp are those of Debian.',
  },
  linux: { title: 'Linux', standsFor: 'Windows: PowerShell’s build for Linux, and Debian’s ssh and sftp.' },
  'apple-rsync': {
    title: 'Apple’s rsync, played',
    standsFor: 'the rsync of macOS: it prints, leaves and ends with what was recorded of it.',
  },
  's3-server': { title: 's3rver', standsFor: 'Amazon S3 and other services for buckets.' },
  'names-of-onedrive': { title: 'a folder', standsFor: 'OneDrive: it takes the names that OneDrive takes.' },
  'local-disk': { title: 'a disk of Linux', standsFor: 'a network drive: the options for it were run on that disk.' },
  'local-folder': { title: 'a folder', standsFor: 'a network drive in Windows: Wine knows it as a share.' },
  'robocopy-imitated': { title: 'robocopy, imitated', standsFor: 'robocopy of Windows: it does what its manual says.' },
  'globus-imitated': { title: 'Globus, imitated', standsFor: 'a transfer of Globus: it does what its manual says.' },
  'globus-grammar': {
    title: 'the grammar of Globus CLI 3.42',
    standsFor: 'the Globus CLI: it reads each word of the commands, and sends nothing.',
  },
  'other-program': { title: 'another program', standsFor: 'the script of the facility: it notes what it was given.' },
} as const satisfies Record<string, Program>;

export type ProgramId = keyof typeof everyProgram;
export const programs: Readonly<Record<ProgramId, Program>> = everyProgram;

/** The fields whose choices are places: the computer, and what a copy goes to or by. */
export const placeFields: readonly string[] = ['computer', 'way', 'target', 'disk'];

/** Of these, what is a place already, as a computer. */
export const commonPlaces: readonly string[] = ['disk:own'];

/** Places that no field names. */
export const otherPlaces: Readonly<Partial<Record<MethodId, Readonly<Record<string, string>>>>> = {
  rsync: {
    'windows-share': 'Windows, without WSL: a network drive, \\\\nas\\share',
    'windows-onedrive': 'Windows, without WSL: a folder of OneDrive',
    'windows-long': 'Windows, without WSL: a path of more than 259 characters in sftp',
    nas: 'A NAS itself, of any maker',
  },
  onward: {
    wsl: 'Windows, with WSL, to any of these',
    nas: 'A NAS itself, of any maker',
  },
};

/** The place of a method that has no such field. */
export const onlyPlace: readonly [id: string, label: string] = ['server', 'The storage server'];
