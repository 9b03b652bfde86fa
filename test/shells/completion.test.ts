/** The words that shells complete, as the shells themselves say. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatCompletion } from '../../src/cli/completion.ts';
import { loadFacility } from '../../src/facility/load.ts';
import { listMethods } from '../../src/cli/words.ts';
import { choiceTexts, fieldsOf } from '../../src/generator/index.ts';
import { openPty } from '../rigs/pty.ts';

const ids = listMethods(loadFacility()).map(({ name }) => name);

function textFor(shell: string): string {
  return formatCompletion(loadFacility(), shell) ?? '';
}

/** What bash offers for the last of these words. */
function askBash(...words: string[]): string[] {
  const program = `${textFor('bash')}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_getting_your_data
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const all = ['-c', program, 'bash', 'getting-your-data', ...words];
  return execFileSync('bash', all, { encoding: 'utf8' }).split('\n').filter(Boolean);
}

/** What fish offers for the last of these words, without its descriptions. */
function askFish(...words: string[]): string[] {
  const program = `${textFor('fish')}\ncomplete -C "$argv"`;
  const line = ['getting-your-data', ...words].join(' ');
  return execFileSync('fish', ['--no-config', '-c', program, line], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map((offered) => offered.replace(/\t.*/, ''));
}

const flags = (fields: object): string[] =>
  Object.values<{ flag: string }>(fields as never).map(({ flag }) => `--${flag}`);

describe.each([
  ['bash', askBash],
  ['fish', askFish],
])('%s', (_, ask) => {
  it('completes the first word', () => {
    expect(ask('').filter((word) => !word.startsWith('-'))).toEqual(
      expect.arrayContaining([...ids, 'choose', 'completion']),
    );
    expect(ask('rs')).toEqual(['rsync']);
  });

  it.each(ids)('completes the options of %s, and the values of its choices', (id) => {
    const fields = fieldsOf(id);
    const offered = ask(id, '--');
    expect(offered).toEqual(expect.arrayContaining([...flags(fields), '--explain', '--facility']));
    const [name, { flag, choices }] = Object.entries(fields).find(([, field]) => field.choices) ?? ['', { flag: '' }];
    expect([name, ask(id, `--${flag}`, '').sort()]).toEqual([name, Object.keys(choices ?? {}).sort()]);
  });

  it('completes no option of another method, and nothing in the place of a text', () => {
    expect(ask('drive', '--acc')).toEqual([]);
    expect(ask('rsync', '--lab', '')).toEqual([]);
  });

  it('completes the questions, and the shells', () => {
    expect(ask('choose', '--wh').sort()).toEqual(['--where', '--who']);
    expect(ask('choose', '--who', '').sort()).toEqual(Object.keys(choiceTexts.fields.who.choices).sort());
    expect(ask('completion', '').sort()).toEqual(['bash', 'fish', 'zsh']);
  });
});

it('zsh completes the first word, an option and a value, at its prompt', async () => {
  const terminal = openPty('zsh -f', { env: { COMPLETION: textFor('zsh') } });
  try {
    terminal.write('autoload -U compinit; compinit -u -D; eval "$COMPLETION"; echo load"ed"\r');
    await terminal.waitFor('loaded');
    terminal.write('getting-your-data() { printf "[%s]" "$@"; }\r');
    terminal.write('getting-your-data rs\t--acc\tjdoe --computer mac\t\r');
    await terminal.waitFor('[rsync][--account][jdoe][--computer][macos]');
  } finally {
    await terminal.close();
  }
});
