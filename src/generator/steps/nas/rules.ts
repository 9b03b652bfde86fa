/** A plan whose copy a NAS makes by itself: what the person does, and what the script. Fetched only for that. */
import { makeWords } from '../../command/argv.ts';
import type { Word, WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillParts, fillText } from '../../fill.ts';
import type { Action, Outline, Phase, Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import { listRoutes, nameScript } from '../../script/script-name.ts';
import { makeOutcomes, makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { changeWords, silence, textOf } from '../unattended/rules.ts';
import type { nasTables } from './tables.ts';

type NasTables = typeof nasTables;
/** What of a request the plan of a NAS depends on. */
type NasRequest = Readonly<Record<'nas' | 'nasAccount' | 'destination' | 'keys' | 'prove', string>>;

/**
 * Finds a folder that is none inside of a shared folder: `/volume1/SHARE` itself has folders of the system, and what is
 * above it is no place for a script. `parent` has the folders of several collections.
 */
export function findForNas(
  { destination, alsoCollections }: Readonly<Record<'destination' | 'alsoCollections', string>>,
  parent: string,
): Finding[] {
  const isInside = (alsoCollections ? /^\/[^/]+\/[^/]/ : /^\/[^/]+\/[^/]+\/[^/]/).test(
    alsoCollections ? parent : destination,
  );
  return isInside ? [] : [{ field: 'destination', problem: 'nasFolder' }];
}

/** The same plan where a NAS makes the copy; by hand where the server takes no keys, for nobody answers a script. */
export function planNas(
  facility: RequestFacts,
  request: NasRequest,
  { steps, notices = [] }: Outline,
  tables: NasTables,
): Outline {
  const hasKeys = facility.storage.keys !== 'not accepted';
  const own = planOwn(request, steps, tables);
  const there = steps.map((step) => moveStep(step, facility.contact.role, tables));
  const shown = [...own.before, ...there];
  // Why a key comes first, four copies are no reason of.
  const others = notices.filter(({ field }) => field !== 'streams');
  return {
    steps: hasKeys ? leaveToScript(shown, own, tables) : shown.map((step) => ({ ...step, script: undefined })),
    notices: [...noticeNas(request, hasKeys, tables), ...others],
  };
}

/** What to know of it. */
function noticeNas({ destination, keys }: NasRequest, hasKeys: boolean, { notices }: NasTables): Notice[] {
  const isVolume = /^\/(?:volume[^/]*\d[^/]*|share)\//i.test(destination);
  return [
    { field: 'computer', text: notices.untried },
    hasKeys ? { field: 'computer', text: notices.script } : { field: 'computer', text: notices.noKeys },
    ...(hasKeys && keys === 'password' ? [{ field: 'keys', text: notices.key }] : []),
    { field: 'computer', text: notices.access },
    ...(isVolume ? [] : [{ field: 'destination', text: fillText(notices.elsewhere, { destination }) }]),
  ];
}

/** The steps that only a NAS has: before the others, around the script, and to stop it or start it again. */
interface OwnSteps {
  readonly before: readonly Step[];
  readonly copy: readonly Step[];
  readonly resume: readonly Step[];
}

function planOwn({ nas, nasAccount, prove }: NasRequest, all: readonly Step[], tables: NasTables): OwnSteps {
  const { commands, clicks, steps } = tables;
  const routes = listRoutes(all);
  const to = routes[0]?.to ?? '';
  const folder = to.slice(0, to.lastIndexOf('/'));
  const script = nameScript(routes);
  const part = (text: string): Span[] => [{ text }];
  const slots = {
    nas: [{ text: nasAccount, field: 'nasAccount' }, { text: '@' }, { text: nas, field: 'nas' }],
    stem: part(`${folder}/${script}`),
    out: part(`${folder}/${script}.out`),
    folder: part(folder),
    script: part(`${script}.sh`),
  };
  const step = (id: keyof NasTables['steps'], action: Action, where: Where = { place: 'NAS' }): Step =>
    makeStep(`nas-${id}`, steps[id], where, action);
  const run = (rows: readonly WordRow[]): Action => runRows(rows, slots);
  const click = (id: keyof NasTables['clicks']): Action => ({
    kind: 'clicks',
    text: fillParts(clicks[id].join('\n'), slots),
  });
  const hasList = prove === 'list' || prove === 'both';
  return {
    before: [
      step('ssh', click('ssh'), { place: 'browser' }),
      step('login', run(commands.login), { place: 'your computer' }),
      step('programs', run([...commands.programs, ...(hasList ? commands.listPrograms : [])])),
    ],
    copy: [
      step('send', click('send'), { place: 'browser' }),
      step('start', run(commands.start)),
      step('status', run(commands.status)),
      step('follow', run(commands.follow)),
    ],
    resume: [step('stop', run(commands.stop)), step('again', run(commands.start))],
  };
}

/** What the script does is at its place, and silent; what a person does otherwise by hand to go on is no more. */
function leaveToScript(steps: readonly Step[], own: OwnSteps, { commands }: NasTables): Step[] {
  const kept = steps
    .filter(({ phase, script }) => phase !== 'resume' || script)
    .map((step) =>
      step.script && step.phase !== 'prepare'
        ? { ...step, place: 'NAS, by the script' as const, action: silence(step.action, commands.batch) }
        : step,
    );
  return insertBehind(insertBehind(kept, ['prepare'], own.copy), ['prepare', 'copy'], own.resume);
}

/** Puts steps behind those of certain phases, with which the others begin. */
function insertBehind(steps: readonly Step[], phases: readonly Phase[], more: readonly Step[]): Step[] {
  const end = steps.findIndex(({ phase }) => !phase || !phases.includes(phase));
  return [...steps.slice(0, end), ...more, ...steps.slice(end)];
}

/** A step as a NAS can do it. */
function moveStep(step: Step, manager: string, tables: NasTables): Step {
  const { commands, steps, more } = tables;
  const { id, route } = step;
  const place = step.place === 'your computer' ? 'NAS' : step.place;
  const remake = (text: 'keyCopy' | 'keyJump' | 'keyTest' | 'space', action: Action): Step =>
    makeStep(id, steps[text], { place, ...(route && { route }) }, action, { manager });
  if (id === 'key') return { ...step, place, otherwise: [...step.otherwise, ...makeOutcomes(more.key)] };
  if (id === 'key-copy') return remake('keyCopy', replaceStart(step.action, 1, makeWords(commands.keyCopy)));
  if (id === 'key-jump') return remake('keyJump', replaceStart(step.action, 1, makeWords(commands.keyCopy)));
  if (id === 'key-test') return remake('keyTest', replaceStart(step.action, 0, makeWords(commands.noAgent)));
  if (id === 'space')
    return remake('space', runRows(commands.space, { destination: [{ text: route?.to ?? '', field: 'destination' }] }));
  if (step.script === 'folder') {
    const share = /^\/[^/]*\/[^/]*/.exec(route?.to ?? '')?.[0] ?? '/';
    const look = makeWords(commands.share, { share: [{ text: share, field: 'destination' }] });
    return {
      ...step,
      place,
      expect: more.folderExpect,
      otherwise: [...makeOutcomes(more.folder), ...step.otherwise],
      action: replaceStart(step.action, 0, look),
    };
  }
  return { ...step, place, action: changeWords(step.action, (words) => passOver(words, tables)) };
}

/** The command with other words in the place of its first ones. */
function replaceStart(action: Action, count: number, more: readonly Word[]): Action {
  if (action.kind !== 'command') return action;
  const words = [...more, ...action.command.words.slice(count)];
  return { ...action, command: { ...action.command, words } };
}

/**
 * The words of a command that compares a list: names are written as there, and what a NAS makes by itself is not named
 * as too much. In the program is no room for it, so its pattern is a word beside it.
 */
function passOver(words: readonly Word[], { theirs, commands }: NasTables): Word[] {
  const own = /k ~ "([^"]*\/get-[^"]*)"/;
  const at = words.findIndex((word) => own.test(textOf(word)));
  const pipe = words.findIndex(({ role }) => role === 'operator');
  const program = words[at];
  if (!program) return [...words];
  const [rule = '', pattern = ''] = own.exec(textOf(program)) ?? [];
  return [
    ...words.slice(0, pipe),
    ...makeWords(commands.escape),
    ...words.slice(pipe, at),
    { ...program, parts: [{ text: textOf(program).replace(rule, 'k ~ own') }] },
    ...makeWords(commands.theirs, { own: [{ text: `own=${pattern}|${theirs}` }] }),
    ...words.slice(at + 1),
  ];
}
