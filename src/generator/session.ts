/** A terminal that goes on when its window closes: GNU screen or tmux. */
import type { Facility } from '../facility/schema.ts';
import type { Place, Step } from './plan.ts';
import type { Collection } from './storage-server.ts';
import { makeStep, runRows } from './texts.ts';
import type { Texts } from './texts.ts';

const keepsRunning = 'Keeps a terminal running when its window is closed.';

export const sessionTexts = {
  keys: { screen: 'A', tmux: 'B' },
  commands: {
    screenStart: [
      ['utility', 'screen', keepsRunning, 'screen(1)'],
      ['option', '-S', 'Starts a session with this name:', 'screen(1) -S'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'screen(1) -S'],
    ],
    // -d -r takes a session over where it is still attached elsewhere.
    screenReattach: [
      ['utility', 'screen', keepsRunning, 'screen(1)'],
      ['option', '-d', 'Takes the session from where it is still open.', 'screen(1) -d -r'],
      ['option', '-r', 'Comes back to the session with this name:', 'screen(1) -r'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'screen(1) -r'],
    ],
    tmuxStart: [
      ['utility', 'tmux', keepsRunning, 'tmux(1)'],
      ['operand', 'new', 'Starts a session', 'tmux(1) new-session'],
      ['option', '-s', 'with this name:', 'tmux(1) new-session -s'],
      ['option-argument', '{name}', 'made from the name of the collection.', 'tmux(1) new-session -s'],
    ],
    tmuxReattach: [
      ['utility', 'tmux', keepsRunning, 'tmux(1)'],
      ['operand', 'attach', 'Comes back to a session.', 'tmux(1) attach-session'],
      ['option', '-d', 'Takes it from where it is still open.', 'tmux(1) attach-session -d'],
      ['option', '-t', 'Which session:', 'tmux(1) attach-session -t'],
      ['option-argument', '{exactName}', 'the one with exactly this name.', 'tmux(1) COMMANDS'],
    ],
    exit: [['utility', 'exit', 'Ends the shell, and the session with it.', 'POSIX XCU, exit']],
  },
  steps: {
    start: {
      title: 'Start a {program} session',
      expect: 'An empty prompt: you are inside the session. If a page of text comes first, press the space bar.',
      otherwise: [
        [
          'not found',
          '{program} is not installed here. Choose another way to keep the copy running, or ask for it.',
          'command-not-found',
        ],
      ],
    },
    detach: {
      title: 'Leave it running',
      expect:
        '`[detached` … and your former prompt. The copy goes on. You may close the window; the computer must stay on.',
      otherwise: [['nothing happens', 'Let go of Ctrl and {key} before you press D, and do not press Shift.']],
    },
    reattach: {
      title: 'Come back to it',
      expect: 'The copy, as far as it is by now. To leave again, press the same keys.',
      otherwise: [
        [
          "no screen to be detached, can't find session, no sessions",
          'The session is gone, for example after a restart. Start it again and repeat the copy.',
          'no-session',
        ],
        ['several suitable screens', 'The session was started twice.', 'several-sessions'],
      ],
    },
    end: { title: 'Clean up: end the session', expect: 'Your former prompt.', otherwise: [] },
  },
} as const satisfies Texts & Record<string, unknown>;

/**
 * Names the session of a collection: the facility, the collection as far as it is letters and digits, and four
 * characters that differ between collections. Matches `[A-Za-z0-9_-]{1,30}`.
 *
 * screen finds sessions by the beginning of their names: seen, `screen -d -r example-GRID1` took over
 * `example-GRID10`. As the collection's part has no "-", and the four characters end it, no name begins another.
 */
export function nameSession(facility: Facility, { lab, collection }: Collection): string {
  const plain = (text: string, length: number): string => text.replace(/[^A-Za-z0-9]+/g, '_').slice(0, length);
  return `${plain(facility.name.toLowerCase(), 10)}-${plain(collection, 14)}-${hash(`${lab}/${collection}`)}`;
}

/** Four letters or digits that follow from the text: FNV-1a, 32 bits, the end of it in base 36. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return (sum >>> 0).toString(36).slice(-4).padStart(4, '0');
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
  facility: Facility,
  request: Collection & { readonly session: 'screen' | 'tmux' | 'none' },
  place: Place,
  { keys, commands, steps }: typeof sessionTexts,
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
