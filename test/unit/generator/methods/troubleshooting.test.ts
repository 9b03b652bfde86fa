import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../../src/facility/load.ts';
import { fieldsOf, formatAction, methodIds, planTransfer } from '../../../../src/generator/index.ts';
import type { Draft } from '../../../../src/generator/index.ts';
import type { Facility } from '../../../../src/facility/schema.ts';
import { draftExample } from '../../../../src/generator/request.ts';
import { hostileNames } from '../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';
import { readPipe } from '../../../rigs/read-command.ts';
import { draftsOfAny, planFrom } from '../../../rigs/plans.ts';

const safe: Draft = {
  method: 'troubleshooting',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};

const [way] = exampleFacility.methods;
if (!way) throw new Error('The example facility lists no method');
/** The example with every way that errors are told apart by. */
const everyWay: Facility = {
  ...exampleFacility,
  methods: ['rsync', 'globus', 'aws', 'onward', 'filezilla'].map((id) => ({ ...way, id })),
};

const { planOf } = planFrom(safe, everyWay);

function never(): never {
  throw new Error('There is no such step');
}

const copy =
  "rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/";

describe('the next command after an error', () => {
  it('is this, with the values of the person', () => {
    const actions = planOf().steps.flatMap(({ id, action }) =>
      action.kind === 'command' ? [`${id}: ${formatAction(action)}`] : [],
    );
    expect(actions).toEqual([
      'host-unknown: ssh jdoe@storage.example.edu true',
      'connection-refused: ssh jdoe@storage.example.edu true',
      'turned-away: ssh jdoe@storage.example.edu true',
      'jump-failed: ssh jdoe@storage.example.edu true',
      'no-common-method: ssh -V',
      'host-key-unknown: ssh-keygen -F storage.example.edu',
      'permission-denied: ssh -o PreferredAuthentications=keyboard-interactive,password jdoe@storage.example.edu true',
      `too-many-keys: sh -c 'umask 077; { echo; echo "$1"; echo "$2"; } >>~/.ssh/config' config 'Host storage.example.edu' '  PubkeyAuthentication no'`,
      'password-expired: ssh jdoe@storage.example.edu',
      'service-refused: ssh jdoe@storage.example.edu true',
      "ssh-permissions: sh -c 'chmod -R go= ~/.ssh'",
      "key-unusable: sh -c 'ls -l ~/.ssh'",
      'ssh-settings: ssh -G storage.example.edu',
      'remote-command: ssh -G storage.example.edu',
      `changed-on-the-way: ${copy}`,
      `connection-lost: ${copy}`,
      `interrupted: ${copy}`,
      "partial-transfer: ssh jdoe@storage.example.edu 'find /data/images/smith-lab/GRID1 -not -readable'",
      'disk-full: df -h /srv/data/GRID1',
      'drive-away: df -h /srv/data/GRID1',
      'mount-refused: df -h /srv/data/GRID1',
      'disk-fails: df -h /srv/data/GRID1',
      'name-refused: df -hT /srv/data/GRID1',
      String.raw`dead-link: ssh jdoe@storage.example.edu 'find /data/images/smith-lab/GRID1 -type l -exec ls -ld '\''{}'\'' '\''+'\'`,
      String.raw`link-passed-over: ssh jdoe@storage.example.edu 'find /data/images/smith-lab/GRID1 -type l -exec ls -ld '\''{}'\'' '\''+'\'`,
      'larger-here: ls -l /srv/data/GRID1',
      "no-such-folder: ssh jdoe@storage.example.edu 'ls -l /data/images/smith-lab'",
      'read-only: ls -ld /srv/data/GRID1',
      `in-use: ${copy}`,
      'file-selection: ls -ld /srv/data/GRID1',
      'unknown-option: rsync --version',
      'unclean-shell: ssh jdoe@storage.example.edu true',
      "rsync-missing: ssh jdoe@storage.example.edu 'rsync --version'",
      'command-not-found: which rsync ssh',
      'nas-programs: which rsync ssh',
      `no-home: sh -c 'ls -ld "$HOME"'`,
      'program-broken: which rsync ssh',
      'other-shell: sh',
      'windows-shell: wsl',
      'wsl-fails: wsl --status',
      `line-ends: ${copy}`,
      `script-start: ${copy}`,
      'folder-gone: cd',
      `no-memory: ${copy}`,
      `both-remote: ${copy}`,
      `pasted-apart: ${copy}`,
      `too-many-names: ${copy}`,
      'no-session: screen -ls',
      'several-sessions: screen -ls',
      'dead-session: screen -wipe',
      'no-screen-folder: sudo install -d -m 1777 /run/screen',
      "no-tmux-folder: sh -c 'ls -ld /tmp/tmux-$(id -u)'",
      'duplicate-session: tmux ls',
      'session-in-session: tmux ls',
      'no-utf8: env LC_ALL=C.UTF-8 tmux',
      'tmux-replaced: pgrep -l tmux',
      'unknown-terminal: env TERM=xterm screen',
      "verify-differs: rsync -a -c -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/",
      `changed-while-copied: ${copy}`,
      'no-attributes: df -hT /srv/data/GRID1',
      'mac-privacy: ls /srv/data/GRID1',
      'too-large-for-fat32: df -hT /srv/data/GRID1',
      'globus-login: globus login',
      'globus-consent: globus session show',
      'globus-permission: globus whoami',
      'globus-login-denied: globus session show',
      'globus-path: globus task list',
      'globus-no-collection: globus endpoint search --filter-scope shared-with-me',
      'globus-not-connected: globus endpoint local-id',
      'globus-unreachable: globus task list',
      'globus-paused: globus task list',
      'rclone-remote: rclone listremotes',
      'rclone-token: rclone config',
      'aws-credentials: aws configure',
      'aws-sso: aws sso login',
      'aws-unreachable: aws configure list',
      'aws-access-denied: aws sts get-caller-identity',
      'aws-no-such-bucket: aws s3 ls',
      'aws-name-clash: aws s3 ls',
      'harmless: ssh jdoe@storage.example.edu true',
    ]);
  });

  it('is what to click, where FileZilla shows the error, at the computer with its windows', () => {
    const sftp = { host: 'files.example.edu', path: '/raw' };
    const facility = { ...everyWay, storage: { ...everyWay.storage, sftp } };
    const clicked = planOf({}, facility).steps.filter(({ action }) => action.kind === 'clicks');
    expect(clicked.map(({ id }) => id)).toEqual(
      clicked.map(({ id }) => id).filter((id) => id.startsWith('filezilla-')),
    );
    expect(new Set(clicked.map(({ place }) => place))).toEqual(new Set(['your computer']));
    const textOf = (id: string): string => formatAction(clicked.find((step) => step.id === id)?.action ?? never());
    expect(textOf('filezilla-folder')).toBe('Remote site, above the right lists: /raw/smith-lab\npress Enter');
    expect(textOf('filezilla-connection')).toBe(
      'File > Site Manager…\nthe site of the collection GRID1\nConnect\nright list: right-click on GRID1\nDownload',
    );
    expect(clicked.find(({ id }) => id === 'filezilla-protocol')?.otherwise[0]?.means).toContain(
      'sftp://files.example.edu',
    );
  });

  it('is there for the ways of the facility alone', () => {
    const idsOf = (facility: Facility): string[] => planOf({}, facility).steps.map(({ id }) => id);
    const left = idsOf(everyWay).filter((id) => !idsOf(exampleFacility).includes(id));
    expect(left).toEqual(idsOf(everyWay).filter((id) => /^(globus|aws|rclone|filezilla)-/.test(id)));
  });

  it('goes through the jump host, if the facts name one', () => {
    const facility = { ...exampleFacility, storage: { ...exampleFacility.storage, jumpHost: 'jump.example.edu' } };
    const texts = planOf({}, facility).steps.map(({ action }) => formatAction(action));
    expect(texts[0]).toBe('ssh -J jdoe@jump.example.edu jdoe@storage.example.edu true');
    expect(texts).toContain('df -h /srv/data/GRID1');
  });

  it('is another one on macOS, where df tells no file system, and there may be two rsyncs and no C.UTF-8', () => {
    const texts = planOf({ computer: 'macos', destination: '/Volumes/My Data/x' }).steps.map(
      ({ id, action }) => `${id}: ${formatAction(action)}`,
    );
    for (const id of ['no-attributes', 'too-large-for-fat32', 'name-refused']) expect(texts).toContain(`${id}: mount`);
    expect(texts).toContain('unknown-option: rsync --version -P');
    expect(texts).toContain('no-utf8: env LC_ALL=en_US.UTF-8 tmux');
  });

  it('is a message where only the facility can help', () => {
    const messages = planOf().steps.flatMap(({ id, action }) =>
      action.kind === 'message' ? [[id, formatAction(action)]] : [],
    );
    expect(messages).toEqual([
      [
        'host-key-changed',
        'Subject: Has the host key of the storage server changed?\n\nHello,\n\nmy computer says that the host key of storage.example.edu has changed. Has it? Please tell me the fingerprint that I should see, so that I can compare.\n\nMy account: jdoe\n\nThank you!',
      ],
      [
        'vanished',
        'Subject: Urgent: GRID1 of smith-lab is being deleted while we copy it\n\nHello,\n\nimages of the collection GRID1 in the lab folder smith-lab are being deleted while we copy them. Can you keep what is left until we have a verified copy? Please answer today.\n\nFolder: /data/images/smith-lab/GRID1\nMy account: jdoe\n\nThank you!',
      ],
    ]);
  });

  it('never weakens the check of the host key, and deletes nothing', () => {
    const texts = planOf().steps.map(({ action, expect: seen, otherwise }) =>
      JSON.stringify([action, seen, otherwise]),
    );
    const harmful =
      /StrictHostKeyChecking|known_hosts|ssh-keygen -R|--delete|"rm"|HostKeyAlgorithms|no-verify-ssl|kill/;
    expect(texts.filter((text) => harmful.test(text))).toEqual([]);
  });

  it.each(hostileNames.filter((word) => word.length < 100))('carries the name %j', (name) => {
    for (const { action } of planOf({ lab: name, collection: name, destination: `/srv/${name}` }).steps) {
      if (action.kind !== 'command') continue;
      for (const { read, meant } of readPipe(action.command)) expect(read).toEqual(meant);
      for (const { meaning, source } of action.command.words) expect([meaning, source]).not.toContain('');
    }
  });
});

describe('an error', () => {
  const { steps } = planOf();

  it('is titled with the exact text that is seen, and each text stands once', () => {
    const seen = steps.flatMap(({ title }) => [...title.matchAll(/`([^`]*)`/g)].map(([, text]) => text));
    for (const { title } of steps) expect(title).toMatch(/`[^`]+`/);
    // bash says the same of this computer and of the server.
    const both = 'rsync: command not found';
    expect(seen.filter((text, index) => seen.indexOf(text) !== index)).toEqual([both]);
  });

  it('names only fields and choices that a form has', () => {
    const { computer, links } = fieldsOf('rsync');
    const labels = [...Object.values(computer?.choices ?? {}), ...Object.values(links?.choices ?? {})];
    const named = steps.flatMap(({ id, ...step }) => {
      const found = [...JSON.stringify(step).matchAll(/choose `([^`]+)`/gi)].map(([, choice = '']) => choice);
      return found.map((choice) => [id, choice, labels.some((label) => label.startsWith(choice))] as const);
    });
    expect(named).toEqual([
      ['windows-shell', 'Windows, without WSL', true],
      ['windows-shell', 'Windows, without WSL', true],
      ['wsl-fails', 'Windows, without WSL', true],
      ['no-attributes', 'bring what they lead to', true],
    ]);
    expect(links?.label).toBe('Links');
    const underLinks = steps.filter((step) => JSON.stringify(step).includes('in the form, under Links'));
    expect(underLinks.map(({ id }) => id)).toEqual(['link-passed-over', 'no-attributes']);
  });

  it.each(methodIds)('is there for every help that a step of %s leads to', (id) => {
    const facility = loadFacility();
    const fields = fieldsOf(id);
    const known = steps.map((step) => step.id);
    for (const draft of draftsOfAny(2, id, fields)) {
      const planned = planTransfer(facility, draftExample(fields, draft), '2026-11-24');
      if (!('plan' in planned)) continue;
      const asked = planned.plan.steps.flatMap(({ otherwise }) => otherwise.flatMap(({ help }) => help ?? []));
      expect(asked.filter((help) => !known.includes(help))).toEqual([]);
    }
  });
});
