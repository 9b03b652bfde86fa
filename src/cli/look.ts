/** What the first step has shown, read from a file or from standard input, and what is printed of a lab folder. */
import type { Facility } from '../facility/schema.ts';
import {
  describeLook,
  fieldsOf,
  formatAction,
  formatCommand,
  isMethodId,
  lookAtLab,
  methodIds,
  planTransfer,
  useLook,
} from '../generator/index.ts';
import type { Draft, Fields, Look, Notice, Problem } from '../generator/index.ts';
import { lookTexts } from '../generator/look/texts.ts';
import { askForAll, listDue, requestsOf, tableOf } from '../generator/look/use-look.ts';
import { methods } from '../generator/methods/index.ts';
import { draftExample } from '../generator/request.ts';
import { formatColumns, formatOrigin } from './print.ts';
import { readSeen } from './seen.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';

/** The options that were given. */
type Values = Readonly<Record<string, unknown>>;

/** What to do next: plan a draft, with these notices; print a text; or name the problems. */
type Taken =
  | { readonly draft: Draft; readonly notices: readonly Notice[] }
  | { readonly text: string }
  | { readonly problems: readonly Problem[] };

/** Throws where no step of a method looks at a collection. */
export function refuseLook(method: string | undefined): void {
  const looking = methodIds.filter((id) => 'looks' in methods[id].tables);
  if (looking.some((id) => id === method)) return;
  throw new UsageError(`--look and --look-lab go with ${looking.join(' and ')}, and no other method.`);
}

/** The command that looks at the whole lab folder. What else the plan needs stays a placeholder. */
export function formatLabCommand(facility: Facility, draft: Draft, today: string): Taken {
  const fields: Fields = isMethodId(draft.method) ? fieldsOf(draft.method, facility) : {};
  const { account = '', lab = '' } = draft;
  const others = Object.keys(draft).filter((name) => draft[name] && !/^(?:also)?collections?$/i.test(name));
  const planned = planTransfer(facility, { ...draftExample(fields, draft, others), account, lab }, today);
  if ('problems' in planned) return planned;
  const command = lookAtLab(planned.plan);
  if (!command) throw new UsageError('--look-lab goes with rsync: no step of this plan looks at the storage server.');
  return { text: `${formatCommand(command)}\n` };
}

/** Takes the values of a look into a draft; of a whole lab folder, says what goes first. */
export async function takeLook(facility: Facility, draft: Draft, values: Values, today: string): Promise<Taken> {
  if (typeof values.look !== 'string') return { draft, notices: [] };
  const text = await readSeen(values.look, 'look').catch((error: unknown) => {
    if (error instanceof Error && 'syscall' in error) throw new UsageError(`--look: ${error.message}.`);
    throw error;
  });
  if (typeof text !== 'string') return { problems: [text] };
  const used = useLook(facility, draft, text);
  if ('problem' in used) return { problems: [used.problem] };
  const filled = { ...draft, ...used.values };
  const [first] = used.looks;
  if (first?.collections && !draft.collection) return { text: await formatLab(facility, filled, first, values, today) };
  return { draft: filled, notices: used.looks.flatMap((look) => describeLook(facility, look)) };
}

/** What goes first in a lab folder: as a table, as JSON, as a calendar file, or as a message. */
async function formatLab(facility: Facility, draft: Draft, look: Look, values: Values, today: string): Promise<string> {
  if (values.script) throw new UsageError('--script needs --collection: this is a look at the whole lab folder.');
  const due = listDue(facility, draft, look, today);
  if (values.ics) {
    const [request, ...others] = requestsOf(draft, due);
    if (!request) throw new UsageError('--ics: no collection of this lab folder has a file with a day.');
    // The library is loaded only for those who ask.
    const { makeCalendar } = await import('../calendar/make-calendar.ts');
    const link = formatOrigin(facility, { method: draft.method, lab: draft.lab ?? '' });
    return makeCalendar(facility, { request, others, link, now: new Date() });
  }
  if (values['more-time']) return `${formatAction(askForAll(facility, draft, look, due))}\n`;
  if (values.json) return `${JSON.stringify({ look, due }, null, 2)}\n`;
  const style = styleFor(process.stdout);
  return [
    ...describeLook(facility, look).map(({ text }) => `${style('yellow', 'Note:')} ${text}\n\n`),
    `${style('bold', lookTexts.first)}\n`,
    ...formatColumns([lookTexts.heads, ...tableOf(due)]).map((line) => `${line}\n`),
  ].join('');
}
