/**
 * Arranges a drive, copies from it, compares with it, and takes it off: on Unix with rsync, on Windows with robocopy.
 */
import type { WordRow } from '../../command/argv.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Action, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import { fillLook } from '../../steps/look/rules.ts';
import { planCopy } from '../../steps/rsync-copy/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

/** File systems without owners and modes, and with times that are rounded. */
const isPlain = (system: Request['system']): boolean => system !== 'ext4' && system !== 'apfs';

export const rules = {
  find({ request: { collection, system, computer, drive, destination, links }, tables }) {
    const name = tables.systems[system];
    const unreadable: Readonly<Record<string, readonly string[]>> = tables.unreadable;
    const bad = isPlain(system) ? /[\\:*?"<>|]/.exec(collection)?.[0] : undefined;
    const root = drive.replace(/[\\/]+$/, '');
    const on = `${root}${computer === 'windows' ? '\\' : '/'}`.toLowerCase();
    return [
      ...(unreadable[system]?.includes(computer)
        ? [{ field: 'computer', problem: 'unreadable', values: { system: name } }]
        : []),
      ...(bad ? [{ field: 'collection', problem: 'systemName', values: { bad, system: name } }] : []),
      ...(computer === 'macos' && links === 'copy' ? [{ field: 'links', problem: 'macLinks' }] : []),
      ...(root && `${destination}/`.toLowerCase().startsWith(on) ? [{ field: 'destination', problem: 'inside' }] : []),
    ];
  },
  plan({ facility, request, tables }) {
    const { computer, system } = request;
    const slots = {
      ...partsOf(request),
      systemName: [{ text: tables.systems[system] }],
    };
    const ask = makeStep(
      'ask',
      tables.steps.ask,
      { place: 'mail program' },
      writeMessage(tables.message, toFacility(facility), slots),
    );
    const steps = computer === 'windows' ? planWindows(request, tables) : planUnix(facility, request, tables);
    return { steps: [ask, ...steps], notices: findNotices(facility, request, tables) };
  },
} satisfies Rules<Tables>;

function findNotices(
  { methods }: RequestFacts,
  { system, computer }: Request,
  { notices }: Tables,
): { text: string }[] {
  const standing = methods.find(({ id }) => id === 'drive')?.standing;
  return [
    ...(standing === 'discouraged' ? [{ text: fillText(notices.standing, { standing }) }] : []),
    { text: notices.single },
    ...(system === 'fat32' ? [{ text: notices.fat32 }] : []),
    ...(computer === 'linux' ? [] : [{ text: notices[computer] }]),
  ];
}

const here = { place: 'your computer' } as const;

function planUnix(
  facility: RequestFacts,
  { collection, system, computer, drive, destination, links }: Request,
  tables: Tables,
): Step[] {
  const { commands, steps } = tables;
  const path = drive.replace(/\/+$/, '');
  const source: Span[] = [{ text: path, field: 'drive' }, { text: '/' }, { text: collection, field: 'collection' }];
  const slots = {
    drive: [{ text: path, field: 'drive' }],
    source,
    ...fillLook(source),
  };
  const run = (rows: readonly WordRow[]): Action => runRows(rows, slots);
  const { which, folder, space, copy, resume, verify, cure, leftovers } = planCopy(
    {
      from: source,
      to: [{ text: destination, field: 'destination' }],
      computer,
      where: here,
      options: isPlain(system) ? { rows: commands.times, keepsLinks: false } : undefined,
      links,
    },
    tables.copy,
    { manager: facility.contact.role },
    tables.outcomes,
  );
  const isMac = computer === 'macos';
  const off = (id: 'unplug' | 'off'): Step =>
    computer === 'wsl'
      ? makeStep(id, id === 'off' ? steps.winOff : { ...steps.winOff, title: steps.unplug.title }, here, explorer)
      : makeStep(id, steps[id], here, run(isMac ? commands.offMac : commands.offLinux));
  return [
    ...(which ? [which] : []),
    makeStep('size', steps.size, here, run(commands.size)),
    ...(computer === 'wsl'
      ? []
      : [
          makeStep(
            'system',
            isMac ? steps.systemMac : steps.system,
            here,
            run(isMac ? commands.systemMac : commands.systemLinux),
            {
              name: tables[isMac ? 'macNames' : 'linuxNames'][system],
            },
          ),
        ]),
    folder,
    space,
    copy,
    resume,
    ...(computer === 'wsl' ? [] : [{ ...off('unplug'), route: copy.route }]),
    { ...verify, title: tables.verifyTitle },
    cure,
    leftovers,
    off('off'),
  ];
}

/** Opens the window in which Windows ejects a drive. */
const explorer: Action = { kind: 'keys', keys: [['Windows', 'E']] };

function planWindows({ collection, drive, destination }: Request, { commands, steps }: Tables): Step[] {
  const root = `${drive.slice(0, 2)}\\`;
  const slots = {
    source: [
      { text: root, field: 'drive' },
      { text: collection, field: 'collection' },
    ],
    destination: [{ text: destination, field: 'destination' }],
    drive: [{ text: destination.slice(0, 1), field: 'destination' }],
  };
  const step = (id: string, name: 'winSize' | 'winSpace' | 'winCopy' | 'winHere'): Step =>
    makeStep(id, steps[name], here, runRows(commands[name], slots, 'powershell'));
  return [
    step('size', 'winSize'),
    step('space', 'winSpace'),
    step('copy', 'winCopy'),
    step('verify', 'winHere'),
    makeStep('off', steps.winOff, here, explorer),
  ];
}
