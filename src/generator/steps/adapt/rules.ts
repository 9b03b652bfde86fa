/** What long copies may need, put into the steps of a plan: all of it unusual, so few forms fetch this. */
import { makeWords } from '../../command/argv.ts';
import type { Word, WordRow } from '../../command/argv.ts';
import { joinParts } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import type { Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import { makeStep, runRows } from '../../step.ts';
import type { OutcomeRow } from '../../step.ts';
import { noticeConnection, shareConnection } from '../connection/rules.ts';
import type { ConnectionTables } from '../connection/rules.ts';
import type { Collection } from '../storage-server/rules.ts';
import type { adaptTables } from './tables.ts';

/** The values that change steps; of one login and of streams those that can be had. */
type Values = Readonly<
  Record<
    'account' | 'computer' | 'session' | 'streams' | 'live' | 'connections' | 'bwlimit' | 'awake' | 'logout',
    string
  >
>;

type Tables = ConnectionTables & { readonly adapt: typeof adaptTables };

/** The steps, as the values want them. */
export function adaptSteps(
  facility: RequestFacts,
  request: Values & Collection,
  steps: readonly Step[],
  tables: Tables,
): Step[] {
  const { bwlimit, awake, logout, connections } = request;
  let adapted = [...steps];
  if (bwlimit) adapted = adapted.map((step) => limitRate(step, request, tables.adapt));
  if (awake === 'yes') adapted = adapted.map((step) => keepAwake(step, tables.adapt));
  if (logout === 'ended') adapted = adapted.flatMap((step) => keepSession(step, tables.adapt));
  return connections === 'once' ? shareConnection(facility, request, adapted, tables) : adapted;
}

/** What to know of these values; those of the request, whether they can be had or not. */
export function noticeAdapted(
  facility: RequestFacts,
  request: Values,
  { adapt: { notices }, connection }: Tables,
): Notice[] {
  const { session, live, connections, awake, logout } = request;
  return [
    ...(connections === 'once' ? noticeConnection(facility, request, connection) : []),
    ...(awake === 'yes' ? [{ field: 'awake', text: notices.lid }] : []),
    ...(awake === 'yes' && live === 'yes' ? [{ field: 'awake', text: notices.awakeLive }] : []),
    ...(logout === 'ended' && session === 'none' ? [{ field: 'logout', text: notices.noLogout }] : []),
  ];
}

/** Kilobits a second that sftp takes at most: sftp.c, strtonum. */
const mostKilobits = 100 * 1024 * 1024;

/** Of a copy, so that it takes no more of the line. Four copies at the same time have a quarter each. */
function limitRate(step: Step, { bwlimit, streams }: Values, { commands }: typeof adaptTables): Step {
  const rate = Number(bwlimit);
  const kibibytes = Math.max(1, Math.floor((rate * 1e6) / 1024 / (step.id === 'streams' ? Number(streams) : 1)));
  const kilobits = Math.min(mostKilobits, Math.max(1, Math.floor(rate * 8000)));
  const words = (rows: readonly WordRow[], text: string): Word[] => makeWords(rows, { bwlimit: [{ text }] });
  const limited = insert(step, ['rsync'], 1, words(commands.bwlimit, `--bwlimit=${String(kibibytes)}`));
  return insert(limited, ['sftp'], 1, words(commands.sftpLimit, String(kilobits)));
}

/** Of a step that may take hours, so that the computer does not go to sleep: the program that lasts. */
function keepAwake(step: Step, { commands, notAllowed }: typeof adaptTables): Step {
  // How far a copy is, is known within minutes.
  if (!/^(?:copy|resume|verify)$/.test(step.phase ?? '') || step.id.startsWith('far')) return step;
  const kept = insert(step, ['rsync', 'sh', 'xargs'], 0, makeWords(commands.awake));
  return kept === step ? step : addOutcome(kept, notAllowed);
}

/** Of the start of a session, so that it outlives a login, with the step before it that allows that. */
function keepSession(step: Step, { commands, steps, noScope }: typeof adaptTables): Step[] {
  if (step.id !== 'session') return [step];
  const { place } = step;
  const linger = makeStep('linger', steps.linger, { place }, runRows(commands.linger, {}));
  return [linger, addOutcome(insert(step, ['screen', 'tmux'], 0, makeWords(commands.scope)), noScope)];
}

/** The step with further words, so far behind the first of these programs in its command; itself where it has none. */
function insert(step: Step, programs: readonly string[], behind: number, more: readonly Word[]): Step {
  const { action } = step;
  if (action.kind !== 'command') return step;
  const { words } = action.command;
  const at = words.findIndex(({ role, parts }) => role === 'utility' && programs.includes(joinParts(parts)));
  if (at < 0) return step;
  const all = [...words.slice(0, at + behind), ...more, ...words.slice(at + behind)];
  return { ...step, action: { ...action, command: { ...action.command, words: all } } };
}

function addOutcome(step: Step, [see, means, , signs]: OutcomeRow): Step {
  const { text = '', then = 'stop' } = signs ?? {};
  return { ...step, otherwise: [{ see, means, ...(signs && { signs: { text, then } }) }, ...step.otherwise] };
}
