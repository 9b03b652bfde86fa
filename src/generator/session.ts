/** A terminal that goes on when its window closes: GNU screen or tmux. */
import type { Facility } from '../facility/schema.ts';
import { word } from './argv.ts';
import type { Place, Step } from './plan.ts';
import type { RsyncRequest, Session } from './request.ts';

/**
 * Names the session of a collection: the facility, the collection as far as it is letters and digits, and four
 * characters that differ between collections. Matches `[A-Za-z0-9_-]{1,30}`.
 *
 * screen finds sessions by the beginning of their names: seen, `screen -d -r biokem-GRID1` took over
 * `biokem-GRID10`. With the four characters at its end no name begins another.
 */
export function nameSession(facility: Facility, { lab, collection }: { lab: string; collection: string }): string {
  const plain = (text: string, length: number) => text.replace(/[^A-Za-z0-9]+/g, '-').slice(0, length);
  return `${plain(facility.name.toLowerCase(), 10)}-${plain(collection, 14)}-${hash(`${lab}/${collection}`)}`;
}

/** Four letters or digits that follow from the text: FNV-1a, 32 bits, cut to base 36. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return (sum >>> 0).toString(36).slice(-4).padStart(4, '0');
}

/** The steps of a session, in the words of its program. */
interface SessionSteps {
  /** Before the work. */
  readonly start: Step;
  /** Leaving it alone, and coming back. */
  readonly leave: readonly Step[];
  /** After the work. */
  readonly end: Step;
}

interface Program {
  readonly start: readonly string[];
  readonly reattach: readonly string[];
  readonly key: string;
  readonly detached: string;
  readonly missing: string;
  readonly ended: string;
  readonly manual: string;
}

// -d -r takes the session over where it is still attached elsewhere; in tmux "=" asks for exactly this name.
const programs = (name: string): Record<Exclude<Session, 'none'>, Program> => ({
  screen: {
    start: ['-S', name],
    reattach: ['-d', '-r', name],
    key: 'A',
    detached: '[detached from …]',
    missing: 'There is no screen to be resumed',
    ended: '[screen is terminating]',
    manual: 'screen(1)',
  },
  tmux: {
    start: ['new', '-s', name],
    reattach: ['attach', '-d', '-t', `=${name}`],
    key: 'B',
    detached: '[detached (from session …)]',
    missing: "can't find session",
    ended: '[exited]',
    manual: 'tmux(1)',
  },
});

const meanings: Readonly<Record<string, string>> = {
  new: 'Starts a session',
  '-S': 'Starts a session with this name:',
  '-s': 'with this name:',
  attach: 'Comes back to a session.',
  '-d': 'Takes it from wherever it is still open.',
  '-r': 'Comes back to the session with this name:',
  '-t': 'The session with exactly this name:',
};

/** Plans the steps that start, leave and end a session; none when the person does without. */
export function planSession(facility: Facility, request: RsyncRequest, place: Place): SessionSteps | undefined {
  const { session } = request;
  if (session === 'none') return undefined;
  const name = nameSession(facility, request);
  const { start, reattach, key, detached, missing, ended, manual } = programs(name)[session];
  const run = (words: readonly string[]): Step['action'] => ({
    kind: 'command',
    command: {
      shell: 'posix',
      words: [
        word('utility', session, 'Keeps a terminal running when its window is closed.', manual),
        ...words.map((text) => {
          const meaning = meanings[text];
          return meaning
            ? word(text.startsWith('-') ? 'option' : 'operand', text, meaning, `${manual} ${text}`)
            : word('option-argument', text, 'The name of the session, made from the collection.', manual);
        }),
      ],
    },
  });
  return {
    start: {
      id: 'session',
      title: `Start a ${session} session`,
      place,
      action: run(start),
      expect: 'An empty prompt: you are inside the session now. If a page of text comes first, press the space bar.',
      otherwise: [
        {
          see: 'not found',
          means: `${session} is not installed here. Choose another way to keep it running, or ask for it to be installed.`,
        },
      ],
    },
    leave: [
      {
        id: 'detach',
        title: 'Leave it running',
        place,
        inside: name,
        action: { kind: 'keys', keys: [['Ctrl', key], ['D']] },
        expect: `\`${detached}\` and your former prompt. The copy goes on; you may close the window, but the computer must stay on.`,
        otherwise: [{ see: 'nothing happens', means: `Let go of Ctrl and ${key} before you press D, without Shift.` }],
      },
      {
        id: 'reattach',
        title: 'Come back to it',
        place,
        action: run(reattach),
        expect: 'The copy, as far as it is by now. To leave again, press the same keys.',
        otherwise: [
          {
            see: missing,
            means:
              'The session has ended, for example because the computer was restarted. Start it again and repeat the copy.',
          },
        ],
      },
    ],
    end: {
      id: 'end',
      title: 'Clean up: end the session',
      place,
      inside: name,
      action: {
        kind: 'command',
        command: {
          shell: 'posix',
          words: [word('utility', 'exit', 'Ends the shell, and the session with it.', 'POSIX, XCU exit')],
        },
      },
      expect: `\`${ended}\` and your former prompt.`,
      otherwise: [],
    },
  };
}
