/** A terminal that goes on when its window closes: GNU screen or tmux. */
import type { Facts, RequestFacts } from '../../facts.ts';
import { hashText } from '../../hash.ts';
import type { Place, Step } from '../../plan.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { sessionTables } from './tables.ts';

/**
 * Names the session of a collection: the facility, the collection as far as it is letters and digits, and four
 * characters that differ between collections. Matches `[A-Za-z0-9_-]{1,30}`.
 *
 * screen finds sessions by the beginning of their names: seen, `screen -d -r example-GRID1` took over
 * `example-GRID10`. As the collection's part has no "-", and the four characters end it, no name begins another.
 */
export function nameSession({ name }: Pick<Facts, 'name'>, { lab, collection }: Collection): string {
  const plain = (text: string, length: number): string => text.replace(/[^A-Za-z0-9]+/g, '_').slice(0, length);
  return `${plain(name.toLowerCase(), 10)}-${plain(collection, 14)}-${shortHash(`${lab}/${collection}`)}`;
}

/** Four letters or digits that follow from the text. */
function shortHash(text: string): string {
  return hashText(text).toString(36).slice(-4).padStart(4, '0');
}

/** The steps around the work that is done inside a session. */
export interface SessionSteps {
  readonly name: string;
  readonly start: Step;
  /** Leaving it alone, and coming back. */
  readonly leave: readonly Step[];
  readonly end: Step;
}

/** Plans the steps that start, leave and end a session; none when the person does without. */
export function planSession(
  facility: RequestFacts,
  request: Collection & { readonly session: 'screen' | 'tmux' | 'none' },
  place: Place,
  { keys, commands, steps }: typeof sessionTables,
): SessionSteps | undefined {
  const { session: program } = request;
  if (program === 'none') return undefined;
  const name = nameSession(facility, request);
  const key = keys[program];
  const slots = { name: [{ text: name }], exactName: [{ text: `=${name}` }] };
  const inside = { place, inside: name };
  return {
    name,
    start: makeStep('session', steps.start, { place }, runRows(commands[`${program}Start`], slots), { program }),
    leave: [
      makeStep('detach', steps.detach, inside, { kind: 'keys', keys: [['Ctrl', key], ['D']] }, { key }),
      makeStep('reattach', steps.reattach, { place }, runRows(commands[`${program}Reattach`], slots)),
    ],
    end: makeStep('end', steps.end, inside, runRows(commands.exit, slots)),
  };
}
