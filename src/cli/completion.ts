/** What a shell reads to complete the words of the command line: methods, their options, and the values of choices. */
import type { Facility } from '../facility/schema.ts';
import { quoteWord } from '../generator/index.ts';
import type { Field } from '../generator/index.ts';
import { completion, listFirstWords, options } from './words.ts';
import type { CommonOption, FirstWord } from './words.ts';

const formats = { bash: formatBash, zsh: formatZsh, fish: formatFish };

/** The shells whose words can be completed. */
export const shells = Object.keys(formats);

/** The text for a shell; nothing when it is none of {@link shells}. Each says in its first line how to load it. */
export function formatCompletion(facility: Facility, shell: string): string | undefined {
  if (!Object.hasOwn(formats, shell)) return undefined;
  return formats[shell as keyof typeof formats](listFirstWords(facility));
}

function formatBash(first: readonly FirstWord[]): string {
  return `# Load it with: eval "$(getting-your-data completion bash)"
_getting_your_data() {
  local first=\${COMP_WORDS[1]} before=\${COMP_WORDS[COMP_CWORD - 1]} offered
  [ "$COMP_CWORD" -gt 1 ] || first=
${formatCases(first)}
  COMPREPLY=($(compgen -W "$offered" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
# Where nothing is offered, names of files are.
complete -o default -F _getting_your_data getting-your-data`;
}

function formatZsh(first: readonly FirstWord[]): string {
  return `# Load it after compinit with: eval "$(getting-your-data completion zsh)"
_getting_your_data() {
  local first=$words[2] before=$words[CURRENT-1] offered
  [ "$CURRENT" -gt 2 ] || first=
${formatCases(first)}
  if [ -n "$offered" ]; then compadd -- \${=offered}; else _files; fi
}
compdef _getting_your_data getting-your-data`;
}

/**
 * Sets `offered` from the first word and the one before, as bash and zsh both read it. A text is the person's own:
 * nothing is offered.
 */
function formatCases(first: readonly FirstWord[]): string {
  const common = Object.entries<CommonOption>(options).map(([name, { type }]) => ({ flag: name, type }));
  const offer = (patterns: readonly string[], words: readonly string[]): string =>
    `    ${patterns.join('|')}) offered='${words.join(' ')}' ;;`;
  const offerOf = ({ name, fields }: FirstWord): string[] => {
    const all = Object.values(fields);
    const texts = all.flatMap(({ flag, choices }) => (choices ? [] : [`${name}:--${flag}`]));
    return [
      ...all.flatMap(({ flag, choices }) => (choices ? [offer([`${name}:--${flag}`], Object.keys(choices))] : [])),
      offer(texts, []),
      offer(
        [`${name}:*`],
        [...all, ...common].map(({ flag }) => `--${flag}`),
      ),
    ];
  };
  return [
    '  case $first:$before in',
    offer(
      common.flatMap(({ flag, type }) => (type === 'string' ? [`*:--${flag}`] : [])),
      [],
    ),
    ...first.flatMap(offerOf),
    offer([`${completion}:*`], shells),
    offer(['*'], [...first.map(({ name }) => name), completion, '--help', '--version']),
    '  esac',
  ].join('\n');
}

function formatFish(first: readonly FirstWord[]): string {
  const complete = (condition: string, ...words: readonly string[]): string =>
    ['complete', '-c', 'getting-your-data', '-n', condition, ...words].map(quoteWord).join(' ');
  const after = (names: readonly string[]): string => `__fish_seen_subcommand_from ${names.join(' ')}`;
  const value = ({ choices, kind }: Pick<Field, 'choices' | 'kind'>): string[] => {
    if (choices) return ['-x', '-a', Object.keys(choices).join(' ')];
    return kind === 'path' ? ['-r', '-F'] : ['-x'];
  };
  const names = first.map(({ name }) => name);
  return [
    '# Load it with: getting-your-data completion fish | source',
    'complete -c getting-your-data -f',
    ...first.map(({ name, title }) => complete('__fish_use_subcommand', '-a', name, '-d', title)),
    complete('__fish_use_subcommand', '-a', completion, '-d', 'Prints what completes these words in a shell'),
    complete(after([completion]), '-a', shells.join(' ')),
    ...first.flatMap(({ name, fields }) =>
      Object.values(fields).map((field) =>
        complete(after([name]), '-l', field.flag, ...value(field), '-d', field.label),
      ),
    ),
    ...Object.entries<CommonOption>(options).map(([name, { type, value: called, help }]) =>
      complete(
        after(names),
        '-l',
        name,
        ...(type === 'string' ? value({ kind: called === 'FILE' ? 'path' : 'line' }) : []),
        '-d',
        help,
      ),
    ),
  ].join('\n');
}
