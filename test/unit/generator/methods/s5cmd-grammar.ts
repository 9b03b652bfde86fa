/**
 * What s5cmd takes, as far as plans use it. It cannot be installed here, so that its lines are checked by this and not
 * run.
 */

/**
 * Subcommands and the options of each, from the source of s5cmd, github.com/peak/s5cmd, as it is for 2.3.0:
 * command/app.go (before the subcommand), command/sync.go (NewSyncCommandFlags) with command/cp.go (NewSharedFlags),
 * command/version.go. Those that delete, `sync --delete` for one, are left out on purpose.
 */
const options = {
  app: { flags: ['--dry-run', '--stat', '--json'], values: ['--log', '--numworkers', '--retry-count', '--profile'] },
  sync: {
    flags: ['--size-only', '--exit-on-error', '--raw', '--ignore-glacier-warnings', '--force-glacier-transfer'],
    values: ['--source-region', '--concurrency', '-c', '--part-size', '-p', '--exclude', '--include'],
  },
  version: { flags: [], values: [] },
} as const satisfies Record<string, { flags: readonly string[]; values: readonly string[] }>;

/** command/cp.go, validateCopyCommand, which sync shares; storage/url/url.go, globCharacters. */
const wildcard = /[*?]/;

/** What s5cmd would refuse in these arguments, or what nobody here has read about; nothing when they are right. */
export function findS5cmdFaults(words: readonly string[]): string[] {
  const faults: string[] = [];
  let allowed: { readonly flags: readonly string[]; readonly values: readonly string[] } = options.app;
  let subcommand: string | undefined;
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    // urfave/cli v2: an option after the first operand is an operand.
    if (word.startsWith('-') && operands.length === 0) {
      const [name = '', value] = word.split('=');
      if (allowed.values.includes(name)) at += value === undefined ? 1 : 0;
      else if (!allowed.flags.includes(name)) faults.push(`unknown option ${name}`);
    } else if (subcommand === undefined) {
      subcommand = word;
      if (word in options) allowed = options[word as keyof typeof options];
      else faults.push(`unknown command ${word}`);
    } else operands.push(word);
  }
  if (subcommand === 'version' && operands.length > 0) faults.push('version takes nothing');
  if (subcommand === 'sync') {
    const [source = '', destination = ''] = operands;
    if (operands.length !== 2) faults.push('expected source and destination arguments');
    if (/^s3:\/\/[^/]*(?:$|\/(?:.*\/)?$)/.test(source)) faults.push('source argument must contain wildcard character');
    if (!/^s3:\/\/[^/*?]+\/[^*?]*\*$/.test(source)) faults.push('source is not a bucket, a prefix and one star');
    if (wildcard.test(destination)) faults.push('target can not contain glob characters');
    if (!destination.startsWith('/')) faults.push('target is not a folder here');
  }
  return faults;
}
