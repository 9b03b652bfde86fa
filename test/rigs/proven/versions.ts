/** The versions of the programs with which tests prove something, asked of the programs themselves. */
import { spawnSync } from 'node:child_process';
import { openWindows, powerShell } from '../powershell.ts';

/** How each is asked, and where its version stands. */
const commands: Readonly<Partial<Record<string, readonly [readonly string[], RegExp]>>> = {
  rsync: [['rsync', '--version'], /version (\S+)/],
  openssh: [['ssh', '-V'], /OpenSSH_(\S+?),? /],
  rclone: [['rclone', 'version'], /rclone v(\S+)/],
  // As in s3-server.ts.
  aws: [['/usr/bin/aws', '--version'], /aws-cli\/(\S+)/],
  screen: [['screen', '--version'], /version (\S+)/],
  // It needs a display to say it.
  filezilla: [['dpkg-query', '-W', '-f', '${Version}', 'filezilla'], /^([\d.]+)/],
  powershell: [[powerShell, '--version'], /PowerShell (\S+)/],
  wine: [['wine', '--version'], /wine-(\S+)/],
  's3-server': [['npm', 'ls', '@20minutes/s3rver'], /s3rver@(\S+)/],
};

/** The version of a program. A program that stands in by itself has none. Throws where it does not say its version. */
export async function readVersion(program: string): Promise<string | undefined> {
  if (program === 'powershell-windows') return readWindowsVersion();
  const asked = commands[program];
  if (!asked) return undefined;
  const [[name = '', ...words], pattern] = asked;
  const { stdout, stderr } = spawnSync(name, words, { encoding: 'utf8' });
  const [, version] = pattern.exec(`${stdout}\n${stderr}`) ?? [];
  if (!version) throw new Error(`"${[name, ...words].join(' ')}" says no version: ${stdout}${stderr}`);
  return version;
}

async function readWindowsVersion(): Promise<string> {
  const windows = await openWindows();
  try {
    return (await windows.run('"$($PSVersionTable.PSVersion)"')).shown.trim();
  } finally {
    await windows.close();
  }
}
