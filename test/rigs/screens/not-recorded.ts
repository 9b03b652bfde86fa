/** The commands of steps whose screens are not recorded, and why, by method and step. */
const needsGlobus = 'Its other end is Globus, which takes nobody without an account.';
const globusProgram = 'Globus Connect Personal is not free to run here, and needs an account at Globus.';

/** The steps of a method, each with the same reason. */
const all = (ids: string, reason: string): Record<string, string> =>
  Object.fromEntries(ids.split(' ').map((id) => [id, reason]));

export const notRecorded: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  drive: { which: 'The same step of the copy to a server shows it.' },
  aws: { 'version-s5cmd': 'Debian has no package of s5cmd.' },
  filezilla: {
    list: 'It shows nothing: it writes a list for the next step.',
    recheck: 'It is that of rsync, and recorded there.',
    forget: 'It shows nothing.',
  },
  globus: {
    ...all('cli login login-code whoami shared receiver look folder transfer tasks verify wait show', needsGlobus),
    ...all('errors cancel', needsGlobus),
    list: 'It shows nothing: it writes a list for the next step.',
    ...all('setup-server start-server status-server stop unpack setup start status', globusProgram),
  },
  onward: all(
    'config about look-into send verify-remote cure-remote along-remote',
    'Its other end is a service that takes nobody without an account.',
  ),
  petalibrary: { room: 'Research Computing writes the file, and publishes no copy of it.' },
  rsync: {
    receipt: 'It shows when and where it was run.',
    ...all('group forget', 'It shows nothing.'),
    readable: 'It shows when the folder was made.',
    far: 'It takes a minute.',
    linger: 'systemd runs nothing here.',
    ...all('job-submit job-watch job-follow job-stop', 'It needs a cluster, which the tests of jobs have.'),
  },
  sftp: { forget: 'It shows nothing.' },
  transfer: all('transfer reattach', 'The script is the facility’s own, and not here.'),
};
