import { describe, expect, it } from 'vitest';
import { formatAction } from '../../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../../src/generator/index.ts';
import { hostileNames } from '../../../rigs/hostile-words.ts';
import { exampleFacility, exampleSftp } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { planFrom } from '../../../rigs/plans.ts';

type Sftp = NonNullable<Facility['storage']['sftp']>;

const withSftp = (sftp: Sftp, more: Partial<Facility['storage']> = {}): Facility => ({
  ...exampleFacility,
  storage: { ...exampleFacility.storage, ...more, sftp },
});

const safe: Draft = {
  method: 'sftp',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

const { planOf, problemsOf } = planFrom(safe, withSftp(exampleSftp));

const actionsOf = ({ steps }: Plan): string[] => steps.map(({ id, action }) => `${id}: ${formatAction(action)}`);
const alive = '-o ServerAliveInterval=30 -o ServerAliveCountMax=6';
const line = String.raw`'%s'\\'n'`;
const check = 'rclone check --download --one-way --differ - --sftp-skip-links --local-encoding Slash,Ctl,Del,Dot';
const passed = "&& echo 'PASSED: all files that the server has now are here, byte for byte'";

describe('the commands', () => {
  it('are these on Linux with a password and screen', () => {
    const sftp = `sftp ${alive} jdoe@storage.example.edu`;
    const copy = String.raw`printf ${line} 'get -R -a -p '\''/raw data/smith-lab/GRID1/.'\'' /srv/data/GRID1' | ${sftp}`;
    const reach =
      "--sftp-host storage.example.edu --sftp-user jdoe --sftp-known-hosts-file '~/.ssh/known_hosts' --sftp-ask-password";
    const exact = `':sftp:/raw data/smith-lab/GRID1/' /srv/data/GRID1 --no-unicode-normalization ${reach}`;
    expect(actionsOf(planOf())).toEqual([
      String.raw`check: printf ${line} 'cd '\''/raw data/smith-lab/GRID1'\' 'ls -l' | ${sftp}`,
      'version: rclone version',
      `size: rclone size --sftp-skip-links ':sftp:/raw data/smith-lab/GRID1/' ${reach}`,
      'folder: mkdir -p /srv/data/GRID1',
      'space: df -hT /srv/data/GRID1',
      'session: screen -S example_em-GRID1-44dm',
      `copy: ${copy}`,
      'detach: Press Ctrl+A, then D',
      'reattach: screen -d -r example_em-GRID1-44dm',
      `resume: ${copy}`,
      `links: rclone copy --progress --local-encoding Slash,Ctl,Del,Dot ${exact}`,
      `verify: ${check} ${exact} ${passed}`,
      'end: exit',
    ]);
  });

  it('are these on macOS with a key, at another host and port, whose folder is its root', () => {
    const draft = { login: 'key', keyFile: '/Users/jane/.ssh/id_ed25519', session: 'none', computer: 'macos' };
    const actions = actionsOf(planOf(draft, withSftp({ host: 'files.example.edu', port: 2222, path: '/' })));
    expect(actions).toContain(
      `copy: printf ${line} 'get -R -a -p /smith-lab/GRID1/. /srv/data/GRID1' | caffeinate -i sftp ${alive} -P 2222 -i /Users/jane/.ssh/id_ed25519 jdoe@files.example.edu`,
    );
    expect(actions.at(-1)).toBe(
      `verify: caffeinate -i ${check} ':sftp:/smith-lab/GRID1/' /srv/data/GRID1 --sftp-host files.example.edu --sftp-user jdoe --sftp-known-hosts-file '~/.ssh/known_hosts' --sftp-port 2222 --sftp-key-file /Users/jane/.ssh/id_ed25519 ${passed}`,
    );
  });

  it('carry any name, and each word has its meaning and source', () => {
    for (const name of hostileNames) {
      const draft = { lab: name, collection: name, destination: `/srv/${name}` };
      if (problemsOf(draft).length > 0) continue;
      for (const { action } of planOf(draft).steps) {
        if (action.kind !== 'command') continue;
        for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
        for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
      }
    }
  });
});

describe('the sentences', () => {
  const stepOf = (id: string) => planOf().steps.find((step) => step.id === id);
  const meansOf = (id: string, seen: string): string | undefined =>
    stepOf(id)?.otherwise.find(({ see }) => see.includes(seen))?.means;

  it('of the check say what passes, and what is not compared', () => {
    expect(stepOf('verify')?.expect).toBe(
      'Passed: the last line begins with `PASSED:`, and above it stands `matching files` with the number of `Total objects`. All files are fetched once more and compared byte for byte: allow as long as for the copy. Links, what they lead to, and empty folders are not compared.',
    );
  });

  it('have a cure for each difference', () => {
    expect(meansOf('verify', 'sizes differ')).toBe(
      'That file is missing, cut short or longer. Copy again, see what the copy says of it, then verify again. If it is named once more, delete what has its name here, and copy again.',
    );
    expect(meansOf('verify', 'without ERROR')).toBe(
      'That file is damaged, and sftp would pass over it, as its size is right. Delete it here, copy again, then verify again.',
    );
    expect(meansOf('copy', 'larger than remote')).toBe(
      'That file is longer here, and never gets right by itself. Delete it here, then run the same command again.',
    );
    expect(meansOf('copy', 'not a regular file')).toBe(
      'A link, or no file: sftp leaves it out. Of links, a later step brings what they lead to.',
    );
  });
});

it('the fingerprint is that of the storage server, or of the host that takes SFTP', () => {
  const own = `SHA256:${'a'.repeat(43)}`;
  const other = `SHA256:${'b'.repeat(43)}`;
  const asks = (sftp: Sftp): string =>
    planOf({}, withSftp(sftp, { hostKeyFingerprints: [own] })).steps[0]?.expect ?? '';
  expect(asks({ path: '/' })).toContain(`only if the fingerprint is ${own}.`);
  expect(asks({ path: '/', host: 'files.example.edu', hostKeyFingerprints: [other] })).toContain(`is ${other}.`);
  expect(asks({ path: '/', host: 'files.example.edu' })).toContain('is the one that the manager gives you.');
});

it('with a key, where the server takes none, is with the password, and says so: so a page can show that example for any facility', () => {
  const without = withSftp(exampleSftp, { keys: 'not accepted' });
  const { steps, notices } = planOf({ login: 'key', keyFile: '/k' }, without);
  expect(steps).toEqual(planOf({}, without).steps);
  expect(notices.at(-1)).toEqual({
    field: 'login',
    text: 'The storage server takes no keys: these commands log in with your password.',
  });
});

it('is for Unix; and what cannot be is a problem', () => {
  expect(problemsOf({ computer: 'windows' })[0]).toBe(
    'computer: Your computer: “windows” is not one of the choices. Choose one of: linux, macos, wsl.',
  );
  expect(problemsOf({}, exampleFacility)).toEqual([
    'account: The facts name no server for SFTP. Add “sftp” to the storage server in facility.yaml.',
  ]);
  const folder = 'f'.repeat(250);
  expect(problemsOf({ destination: `/${folder}/${folder}/${folder}/${folder}` })).toEqual([
    'destination: The names are too long: sftp cuts off lines of more than 2048 bytes. Use a shorter path, or ask for the folder to be renamed.',
  ]);
});
