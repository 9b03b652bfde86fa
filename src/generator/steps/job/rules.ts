/** A plan whose copy is a batch job: what the person does, and what the job. Fetched only where somebody wants one. */
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Outline, Phase, Step } from '../../plan.ts';
import type { Notice } from '../../problem.ts';
import { jobLog, listRoutes, nameScript } from '../../script/script-name.ts';
import { makeStep, runRows } from '../../step.ts';
import { addOptions, silence } from '../unattended/rules.ts';
import type { jobTables } from './tables.ts';

type JobTables = typeof jobTables;
/** What of a request a job depends on. */
type JobRequest = Readonly<Record<'keys' | 'partition' | 'live', string>>;

/** The same plan where the copy is a job; for a server that takes no keys it can be none. */
export function planJob(
  facility: RequestFacts,
  request: JobRequest,
  { steps, notices = [] }: Outline,
  tables: JobTables,
): Outline {
  if (facility.storage.keys === 'not accepted') {
    // No script either: whoever submits one would have wrong passwords told to the server.
    const byHand = steps.map((step) => ({ ...step, script: undefined }));
    return { steps: byHand, notices: [{ field: 'job', text: tables.notices.noKeys }, ...notices] };
  }
  const manager = facility.contact.role;
  const moved = moveSteps(steps, tables).map((step) =>
    step.id === 'key-test' ? testKey(step, manager, tables) : step,
  );
  // Why a key comes first, four copies are no reason of.
  const others = notices.filter(({ field }) => field !== 'streams' || request.live === 'yes');
  return { steps: moved, notices: [...noticeJob(facility, request, tables), ...others] };
}

/** The look whether the key opens the server: with the file alone, as in the job, which begins with it. */
function testKey({ id, place, action }: Step, manager: string, { commands, steps }: JobTables): Step {
  return makeStep(id, steps.key, { place }, addOptions(action, 'BatchMode=yes', commands.alone), { manager });
}

/** What to know of a job: what it needs, and where it may run. */
function noticeJob({ cluster }: RequestFacts, { keys, partition }: JobRequest, { notices }: JobTables): Notice[] {
  const { name = '', partition: theirs, qos, reachesStorage } = cluster ?? {};
  const values = { name, partition: theirs ?? '', qos: qos ? fillText(notices.qos, { qos }) : '' };
  const reaches = reachesStorage === undefined ? notices.ask : reachesStorage ? notices.reaches : notices.far;
  return [
    { field: 'job', text: notices.job },
    ...(keys === 'password' ? [{ field: 'job', text: notices.key }] : []),
    ...(theirs && partition !== theirs ? [{ field: 'partition', text: fillText(notices.partition, values) }] : []),
    { field: 'partition', text: fillText(reaches, values) },
  ];
}

/**
 * The same steps where the copy is a job, which does what a script does once the destination is there. Its log-ins ask
 * nothing. Coming back, or doing the same again, is no business of the person.
 */
function moveSteps(steps: readonly Step[], tables: JobTables): Step[] {
  const { submit, watch, follow, stop } = planSteps(steps, tables);
  const kept = steps
    .filter(({ phase, script }) => phase !== 'resume' || script)
    .map((step) =>
      isOfJob(step)
        ? { ...step, place: 'batch job' as const, action: silence(step.action, tables.commands.batch) }
        : { ...step, place: step.place === 'lab server' && isBeforeEnd(step) ? 'login node' : step.place },
    );
  return insertBefore(insertBefore(kept, ['prepare'], [submit, watch, follow]), ['prepare', 'copy'], [stop]);
}

/** Whether the person does it while the job waits or runs. */
const isBeforeEnd = ({ phase }: Step): boolean => phase === 'prepare' || phase === 'copy';

const isOfJob = ({ script, phase }: Step): boolean => script !== undefined && phase !== 'prepare';

/** Puts steps behind those of certain phases, with which the others begin. */
function insertBefore(steps: readonly Step[], phases: readonly Phase[], more: readonly Step[]): Step[] {
  const end = steps.findIndex(({ phase }) => !phase || !phases.includes(phase));
  return [...steps.slice(0, end), ...more, ...steps.slice(end)];
}

/** The steps around the job. */
function planSteps(
  all: readonly Step[],
  { commands, steps }: JobTables,
): Readonly<Record<'submit' | 'watch' | 'follow' | 'stop', Step>> {
  const routes = listRoutes(all);
  const stem = nameScript(routes);
  const part = (text: string): Span[] => [{ text }];
  const slots = { log: part(jobLog(routes)), script: part(`${stem}.sh`), name: part(`--name=${stem}`) };
  const step = (id: 'submit' | 'watch' | 'follow' | 'stop'): Step =>
    makeStep(`job-${id}`, steps[id], { place: 'login node' }, runRows(commands[id], slots));
  return { submit: step('submit'), watch: step('watch'), follow: step('follow'), stop: step('stop') };
}
