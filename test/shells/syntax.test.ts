/**
 * Parses the commands of plans with mvdan/sh, the parser behind shfmt. Its WASM build shows the words of redirections
 * but neither those of calls nor what kind of command a statement is, so each word is parsed as the target of a
 * redirection, where its parts can be seen: literal words with blanks between them are one simple call.
 */
import { LangVariant, parse } from 'sh-syntax';
import type { Stmt } from 'sh-syntax';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatCommand, formatWord, planTransfer } from '../../src/generator/index.ts';
import type { Command } from '../../src/generator/index.ts';
import { splitPipe } from '../rigs/read-command.ts';
import { hostileWords } from '../rigs/hostile-words.ts';

const variants = {
  bash: LangVariant.LangBash,
  posix: LangVariant.LangPOSIX,
  mksh: LangVariant.LangMirBSDKorn,
  zsh: LangVariant.LangZsh,
} as const;

type Variant = keyof typeof variants;

/** A text, the statement that the parser found, and why it is not literal. */
type Flaw = readonly [text: string, why: string];

/**
 * Parses texts as one script, a line each, and finds those that are not exactly one statement, looked at by `judge`.
 */
async function findFlaws(
  texts: readonly string[],
  variant: Variant,
  judge: (statement: Stmt, bytes: Buffer) => string | undefined,
): Promise<Flaw[]> {
  const bytes = Buffer.from(`${texts.join('\n')}\n`);
  const { Stmts } = await parse(bytes.toString(), { variant: variants[variant] });
  let start = 0;
  // Statements come in the order of the text.
  let next = 0;
  const flaws = texts.flatMap((text): Flaw[] => {
    const end = start + Buffer.byteLength(text);
    const first = next;
    while (next < Stmts.length && (Stmts[next]?.Pos.Offset ?? 0) <= end) next += 1;
    const statement = Stmts[first];
    const spans = statement?.Pos.Offset === start && statement.End.Offset === end;
    start = end + 1;
    if (!statement || next !== first + 1 || !spans) return [[text, 'not one statement']];
    const why = judgePlain(statement) ?? judge(statement, bytes);
    return why === undefined ? [] : [[text, why]];
  });
  return Stmts.length === texts.length || flaws.length > 0 ? flaws : [['all', 'other statements between']];
}

function judgePlain({ Background, Coprocess, Negated, Semicolon, Comments }: Stmt): string | undefined {
  if (Background || Coprocess || Negated) return 'not run plainly';
  if (Semicolon.Offset > 0) return 'a separator';
  return Comments.length > 0 ? 'a comment' : undefined;
}

function judgeCall({ Cmd, Redirs, Pos, End }: Stmt): string | undefined {
  if (!Cmd) return 'no call';
  if (Redirs.length > 0) return 'a redirection';
  return Cmd.Pos.Offset === Pos.Offset && Cmd.End.Offset === End.Offset ? undefined : 'more than the call';
}

function judgeTarget({ Cmd, Redirs, Pos, End }: Stmt, bytes: Buffer): string | undefined {
  const [redirection] = Redirs;
  if (Cmd || Redirs.length !== 1 || !redirection) return 'more than one word';
  const { Word } = redirection;
  if (Word.Pos.Offset !== Pos.Offset + 1 || Word.End.Offset !== End.Offset) return 'more than the word';
  const parts = Word.Parts.map((part) => bytes.subarray(part.Pos.Offset, part.End.Offset).toString());
  const whole = bytes.subarray(Word.Pos.Offset, Word.End.Offset).toString();
  if (parts.join('') !== whole) return 'something between its parts';
  return parts.find((part) => !/^'[^']*'$|^(?:[\w./@%+,:=-]|\\['\\!])+$/.test(part));
}

const findCallFlaws = (texts: readonly string[], variant: Variant) => findFlaws(texts, variant, judgeCall);
/** What is the same for several computers is parsed once. */
const eachOnce = (texts: readonly string[]): string[] => [...new Set(texts)];
const findWordFlaws = (texts: readonly string[], variant: Variant) =>
  findFlaws(
    texts.map((text) => `>${text}`),
    variant,
    judgeTarget,
  );

const facility = loadFacility();

function commandsOf(value: string): readonly Command[] {
  const drafts = ['linux', 'macos', 'wsl'].map((computer) => ({
    method: 'rsync',
    account: 'jdoe',
    lab: value,
    collection: value,
    destination: `/srv/${value}`,
    computer,
    session: computer === 'macos' ? 'tmux' : 'screen',
  }));
  return drafts.flatMap((draft) => {
    const planned = planTransfer(facility, draft, '2026-11-23');
    const steps = 'plan' in planned ? planned.plan.steps : [];
    return steps.flatMap(({ action }) => (action.kind === 'command' ? [action.command] : []));
  });
}

const plans = hostileWords.map(commandsOf).filter((found) => found.length > 0);
const commands = plans.flat();
/** The commands of each pipe, on their own. */
const calls = commands.flatMap(splitPipe);

const wordsOf = (command: Command): string[] => command.words.map((word) => formatWord(command, word));

it('the text of every command is that of its words with blanks between', () => {
  const unbroken = (command: Command): string => formatCommand(command).replaceAll(' \\\n  ', ' ');
  for (const command of commands) {
    expect(unbroken(command)).toBe(splitPipe(command).map(unbroken).join(' | '));
  }
  for (const call of calls) expect(unbroken(call)).toBe(wordsOf(call).join(' '));
});

describe.each(Object.keys(variants) as Variant[])('to a parser of %s', (variant) => {
  it('every command of plans over hostile names is one call, or calls with a pipe between', async () => {
    expect(plans.length).toBeGreaterThan(150);
    expect(calls.length).toBeGreaterThan(commands.length);
    expect(await findCallFlaws(eachOnce([...commands, ...calls].map(formatCommand)), variant)).toEqual([]);
  });

  it('every word of them is literal', async () => {
    const texts = calls.flatMap(wordsOf);
    expect(await findWordFlaws(eachOnce(texts), variant)).toEqual([]);
  });

  it.each(['a; b', 'a\nb', 'a &', 'a >b', '! a', 'a # b', '', '('])('%j is not one call', async (text) => {
    const flaws = await findCallFlaws(['x', text, 'y'], variant).catch((error: unknown) => [[text, String(error)]]);
    expect(flaws.map(([flawed]) => flawed)).toContain(text);
  });

  it.each(['$HOME', '"x"', '`ls`', '$(ls)', 'a b', 'a;b', '~', '*', "$'x'", '{a,b}', '', "'"])(
    '%j is not a literal word',
    async (text) => {
      const flaws = await findWordFlaws(['x', text, 'y'], variant).catch((error: unknown) => [
        [`>${text}`, String(error)],
      ]);
      expect(flaws.map(([flawed]) => flawed)).toContain(`>${text}`);
    },
  );
});
