/** Drives of the tests: image files with real file systems, mounted by the kernel if it can, else through FUSE. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type FileSystem = 'exfat' | 'ntfs';

const make: Readonly<Record<FileSystem, readonly string[]>> = {
  exfat: ['mkfs.exfat'],
  ntfs: ['mkfs.ntfs', '-F', '-Q', '-q'],
};
const kernelNames: Readonly<Record<FileSystem, string>> = { exfat: 'exfat', ntfs: 'ntfs3' };
const fuse: Readonly<Record<FileSystem, readonly string[]>> = {
  exfat: ['mount.exfat-fuse'],
  ntfs: ['ntfs-3g'],
};

export interface Drive {
  /** Where it is mounted. */
  readonly path: string;
  isMounted(): boolean;
  /** Lets go of it, if it is mounted, and mounts it again: as if it had been unplugged and plugged in. */
  plugInAgain(): void;
  /** Changes the last byte of these on the disk itself, which is then not what a file system was given. */
  damage(bytes: Buffer): void;
  remove(): void;
}

/** Makes a drive of this size, formats it and mounts it under a name nobody would dare to use. Unit: bytes. */
export function plugInDrive(system: FileSystem, sizeBytes: number): Drive {
  const folder = mkdtempSync(join(tmpdir(), 'drive-'));
  const image = join(folder, 'image');
  const path = join(folder, "O'Brien's drive (2)");
  writeFileSync(image, '');
  truncateSync(image, sizeBytes);
  mkdirSync(path);
  run([...make[system], image]);
  const device = run(['losetup', '--find', '--show', image]).trim();
  const isMounted = (): boolean =>
    readFileSync('/proc/self/mounts', 'utf8').includes(` ${path.replaceAll(' ', '\\040')} `);
  const mount = (): void => {
    const byKernel = spawnSync('mount', ['-t', kernelNames[system], device, path]);
    if (byKernel.status === 0) return;
    run([...fuse[system], device, path]);
    // FUSE's own process may take a moment.
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let look = 0; look < 600 && !isMounted(); look += 1) Atomics.wait(clock, 0, 0, 50);
    if (!isMounted())
      throw new Error(`Neither the kernel (${kernelNames[system]}) nor ${fuse[system][0] ?? ''} mounts ${system}.`);
  };
  const letGo = (): void => {
    if (isMounted()) run(['umount', path]);
  };
  mount();
  return {
    path,
    isMounted,
    plugInAgain() {
      letGo();
      mount();
    },
    damage(bytes) {
      run(['sync', '-f', path]);
      const at = readFileSync(device).indexOf(bytes) + bytes.length - 1;
      if (at < bytes.length - 1) throw new Error('The disk has no such bytes.');
      const file = openSync(device, 'r+');
      writeSync(file, Buffer.from([(bytes.at(-1) ?? 0) ^ 1]), 0, 1, at);
      fsyncSync(file);
      closeSync(file);
    },
    remove() {
      letGo();
      run(['losetup', '--detach', device]);
      rmSync(folder, { recursive: true });
    },
  };
}

function run([program = '', ...args]: readonly string[]): string {
  // Who is not root may have no such folders in PATH.
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };
  return execFileSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}
