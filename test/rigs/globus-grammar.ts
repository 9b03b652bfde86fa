/**
 * The grammar of the Globus CLI, as data: the commands that plans use and their neighbours, read in the source of the
 * CLI on 2026-11-24. `globus-cli.py` builds them with click, the library that the CLI itself is built with.
 *
 * The real CLI cannot be installed where these tests run. Each command names the file and the commit it was read at,
 * the newest that a stored copy of github.com/globus/globus-cli had (for `task wait` and `endpoint local-id` that of
 * the fork jkube-globus/globus-cli). The options of `transfer` are those that `globus transfer --help` of 3.42.0 lists.
 */
const version = '3.42.0';

/** What a value has to be; a list names the choices, in any case of letters. */
type Type =
  | 'text'
  | 'uuid'
  | 'integer'
  | 'endpoint:path'
  | 'endpoint[:path]'
  | 'notify'
  | 'file'
  | 'count'
  | 'duration'
  | 'day'
  | readonly string[];

/** An option: without `value` it is a flag. A name such as `--recursive/--no-recursive` is a pair. */
interface Option {
  readonly names: readonly string[];
  readonly value?: Type;
  readonly multiple?: true;
  readonly count?: true;
}

interface Argument {
  readonly type: Type;
  readonly optional?: true;
  readonly many?: true;
}

interface Command {
  readonly source: string;
  readonly options: readonly Option[];
  readonly arguments?: readonly Argument[];
  /** The common options that it does not have. */
  readonly without?: readonly string[];
  /** Options of which at most one may be given. */
  readonly exclusive?: readonly (readonly string[])[];
}

const flag = (...names: string[]): Option => ({ names });
const option = (names: readonly string[], value: Type = 'text'): Option => ({ names, value });
const repeated = (names: readonly string[], value: Type = 'text'): Option => ({ names, value, multiple: true });
const task = { type: 'uuid' } as const;
const noFormat = ['--format', '--jmespath', '--map-http-status'];

/** What every command has. src/globus_cli/parsing/shared_options/__init__.py @ 20df7ec, command_state.py @ 1b9dfe0 */
const common: readonly Option[] = [
  flag('-h', '--help'),
  { names: ['-v', '--verbose'], count: true },
  flag('--quiet'),
  flag('--debug'),
  option(['-F', '--format'], ['unix', 'json', 'text']),
  option(['--jmespath', '--jq']),
  repeated(['--map-http-status']),
];

const commands: Readonly<Record<string, Command>> = {
  login: {
    source: 'src/globus_cli/commands/login.py @ 049eafa1f0fcb759a5c6b5b8f588660c6b8f0b88',
    options: [
      flag('--no-local-server'),
      flag('--force'),
      repeated(['--gcs']),
      repeated(['--flow'], 'uuid'),
      repeated(['--timer']),
    ],
    without: noFormat,
  },
  whoami: {
    source: 'src/globus_cli/commands/whoami.py @ 6afac4a2a1c5d4f4967de5abf51cdecaf68da8ff',
    options: [flag('--linked-identities')],
    without: ['--map-http-status'],
  },
  'session consent': {
    source: 'src/globus_cli/commands/session/consent.py @ 1c46bcea73479e5935ae29ae0b877a0f44a888c6',
    options: [flag('--no-local-server'), repeated(['--timer-data-access'])],
    arguments: [{ type: 'text', many: true, optional: true }],
    without: noFormat,
  },
  'endpoint search': {
    source: 'src/globus_cli/commands/endpoint/search.py @ 2248dab5750d6b35ea82579a0353c6688bf839dd',
    options: [
      option(
        ['--filter-scope'],
        [
          'all',
          'administered-by-me',
          'my-endpoints',
          'my-gcp-endpoints',
          'recently-used',
          'in-use',
          'shared-by-me',
          'shared-with-me',
        ],
      ),
      option(['--filter-owner-id']),
      option(['--limit'], 'integer'),
      option(
        ['--filter-entity-type'],
        [
          'GCP_mapped_collection',
          'GCP_guest_collection',
          'GCSv5_endpoint',
          'GCSv5_mapped_collection',
          'GCSv5_guest_collection',
        ],
      ),
    ],
    arguments: [{ type: 'text', optional: true }],
  },
  'endpoint local-id': {
    source: 'src/globus_cli/commands/endpoint/local_id.py @ 982f97e2b67bfae74f1e676b4e8d1fe32c389a90 (fork)',
    options: [flag('--personal')],
    without: noFormat,
  },
  ls: {
    source: 'src/globus_cli/commands/ls.py @ 3853df5c4e3d5ecefc82ed7c84a45198921e49f1',
    options: [
      flag('-a', '--all'),
      flag('-l', '--long'),
      option(['--filter']),
      flag('-r', '--recursive'),
      option(['--recursive-depth-limit'], 'integer'),
    ],
    arguments: [{ type: 'endpoint[:path]' }],
  },
  mkdir: {
    source: 'src/globus_cli/commands/mkdir.py @ 6c1e6750e425d6a047e4a70c14ff3859e682d6dd',
    options: [option(['--local-user'])],
    arguments: [{ type: 'endpoint:path' }],
  },
  transfer: {
    source:
      'src/globus_cli/commands/transfer.py @ bfddf29ba3821c596f7604efc2b3f7d49fb2cc85, parsing/shared_options/transfer_task_options.py @ 029b4b79c3b57a743f0351e4a2b4975dd7276a00',
    options: [
      flag('--dry-run'),
      option(['--notify'], 'notify'),
      option(['--submission-id']),
      option(['--label']),
      option(['--deadline']),
      flag('--skip-activation-check'),
      option(['-s', '--sync-level'], ['exists', 'size', 'mtime', 'checksum']),
      option(['--batch'], 'file'),
      flag('--recursive/--no-recursive', '-r'),
      flag('--preserve-timestamp', '--preserve-mtime'),
      flag('--verify-checksum/--no-verify-checksum'),
      flag('--encrypt-data', '--encrypt'),
      flag('--skip-source-errors'),
      flag('--fail-on-quota-errors'),
      repeated(['--include']),
      repeated(['--exclude']),
      flag('--delete'),
      flag('--delete-destination-extra'),
      option(['--external-checksum']),
      option(['--checksum-algorithm']),
      option(['--source-local-user']),
      option(['--destination-local-user']),
      option(['--perf-cc'], 'integer'),
      option(['--perf-p'], 'integer'),
      option(['--perf-pp'], 'integer'),
      flag('--perf-udt'),
    ],
    arguments: [{ type: 'endpoint[:path]' }, { type: 'endpoint[:path]' }],
    exclusive: [
      ['--recursive', '--batch'],
      ['--external-checksum', '--batch'],
      ['--recursive', '--external-checksum'],
      ['--delete', '--delete-destination-extra'],
    ],
  },
  'timer create transfer': {
    source:
      'src/globus_cli/commands/timer/create/transfer.py in the wheel of 3.38.0, commands/timer/create/_common.py @ 859f88512ca3e0906b5bce9fc0f31bfdce4926a2, commands/timer/_common.py @ d0887ca4a19316b4acfbeb550833d2ec2603e83a',
    options: [
      option(['--batch'], 'file'),
      option(['--sync-level'], ['exists', 'size', 'mtime', 'checksum']),
      flag('--recursive/--no-recursive', '-r'),
      flag('--encrypt-data'),
      flag('--verify-checksum/--no-verify-checksum'),
      flag('--preserve-timestamp'),
      flag('--skip-source-errors'),
      flag('--fail-on-quota-errors'),
      option(['--notify'], 'notify'),
      repeated(['--include']),
      repeated(['--exclude']),
      option(['--start'], 'day'),
      option(['--interval'], 'duration'),
      option(['--name']),
      option(['--label']),
      option(['--stop-after-date'], 'day'),
      option(['--stop-after-runs'], 'count'),
      flag('--delete'),
      flag('--delete-destination-extra'),
    ],
    arguments: [{ type: 'endpoint[:path]' }, { type: 'endpoint[:path]' }],
    exclusive: [
      ['--recursive', '--batch'],
      ['--stop-after-date', '--stop-after-runs'],
      ['--delete', '--delete-destination-extra'],
    ],
  },
  'timer list': { source: 'src/globus_cli/commands/timer/__init__.py in the wheel of 3.40.0', options: [] },
  'timer delete': {
    source: 'src/globus_cli/commands/timer/delete.py, as a search of stored copies showed it on 2026-11-30',
    options: [],
    arguments: [task],
  },
  'task list': {
    source: 'src/globus_cli/commands/task/list.py @ 2f421bc69c523285b014fea245fac9f980fd97f8',
    options: [
      option(['--limit'], 'integer'),
      repeated(['--filter-task-id'], 'uuid'),
      option(['--filter-type'], ['TRANSFER', 'DELETE']),
      repeated(['--filter-status'], ['ACTIVE', 'INACTIVE', 'FAILED', 'SUCCEEDED']),
      repeated(['--filter-label']),
      repeated(['--filter-not-label']),
      flag('--inexact/--exact'),
    ],
  },
  'task show': {
    source: 'src/globus_cli/commands/task/show.py @ 6afac4a2a1c5d4f4967de5abf51cdecaf68da8ff',
    options: [flag('-t', '--successful-transfers'), flag('--skipped-errors')],
    arguments: [task],
    exclusive: [['--successful-transfers', '--skipped-errors']],
  },
  'task wait': {
    source:
      'src/globus_cli/commands/task/wait.py @ 1c0feb5f083f8fe8250aa22a010b4f87afe8dea7 (fork), parsing/shared_options/__init__.py @ 20df7ecf7cb6c18a2e593d99b8a3c2d66fe7211c',
    options: [
      option(['--timeout'], 'integer'),
      option(['--polling-interval'], 'integer'),
      flag('-H', '--heartbeat'),
      option(['--timeout-exit-code'], 'integer'),
      flag('--meow'),
    ],
    arguments: [task],
  },
  'task event-list': {
    source: 'src/globus_cli/commands/task/event_list.py @ 5016bb3e354f5d1a1df06176519d4295f57f6d8a',
    options: [option(['--limit'], 'integer'), flag('--filter-errors'), flag('--filter-non-errors')],
    arguments: [task],
    exclusive: [['--filter-errors', '--filter-non-errors']],
  },
  'task cancel': {
    source: 'src/globus_cli/commands/task/cancel.py @ 2f421bc69c523285b014fea245fac9f980fd97f8',
    options: [flag('-a', '--all')],
    arguments: [{ type: 'uuid', optional: true }],
  },
};

/** A line of `--batch`. src/globus_cli/services/transfer/data.py @ 48aa6f4f07087dbf7493d591e25b84a7b1e98e48 */
const batchLine: Command = {
  source: 'src/globus_cli/services/transfer/data.py @ 48aa6f4f07087dbf7493d591e25b84a7b1e98e48',
  options: [option(['--external-checksum']), flag('--recursive/--no-recursive', '-r')],
  arguments: [{ type: 'text' }, { type: 'text' }],
  exclusive: [['--recursive', '--external-checksum']],
};

export const grammar = { version, common, commands, batchLine };
