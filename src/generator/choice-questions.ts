/** Which of the questions change the answer, given the answers so far. */
import type { CheckTables } from './check-tables.ts';
import type { ChoiceTables } from './choice-tables.ts';
import { chooseMethod } from './choice.ts';
import type { ChoiceRows } from './choice.ts';
import type { Facts } from './facts.ts';

type Answers = Readonly<Record<string, string | undefined>>;

/** Texts that between them have each meaning that an answer can have: see `ChoiceRow`. */
const texts: Readonly<Record<string, readonly string[]>> = { size: ['', '1 GB', '10 TB'], days: ['', '1', '30'] };

/**
 * The questions to ask once `where` is known, in the order of the tables: those whose answer changes which method is
 * chosen, with the answers that the questions before them have, and some answers to those after them.
 */
export function listQuestions(
  facility: Facts,
  answers: Answers,
  rows: ChoiceRows,
  tables: ChoiceTables,
  check: CheckTables,
): string[] {
  const choose = (draft: Answers): string | undefined => {
    const found = chooseMethod(facility, draft, rows, tables, check);
    return 'choice' in found ? (found.choice.chosen?.id ?? '') : undefined;
  };
  const answersTo = (name: string): readonly string[] =>
    Object.keys(tables.fields[name]?.choices ?? {}).concat(texts[name] ?? []);
  const names = Object.keys(tables.fields).filter((name) => name !== 'where');
  const known: Record<string, string | undefined> = { where: answers.where };
  return names.filter((name, index) => {
    const isAsked = combine(names.slice(index + 1), answersTo).some(
      (later) => new Set(answersTo(name).map((answer) => choose({ ...known, ...later, [name]: answer }))).size > 1,
    );
    // An answer with a problem says nothing yet.
    if (isAsked && choose({ [name]: answers[name] }) !== undefined) known[name] = answers[name];
    return isAsked;
  });
}

/** Every combination of answers to these questions. */
function combine([name, ...others]: readonly string[], answersTo: (name: string) => readonly string[]): Answers[] {
  if (name === undefined) return [{}];
  return combine(others, answersTo).flatMap((rest) => answersTo(name).map((answer) => ({ ...rest, [name]: answer })));
}
