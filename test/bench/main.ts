/**
 * Prints how fast the generator and the form are, beside their peers: `npm run bench`, after `npm run build`; `--
 * --quick` is one round of the form. It asserts nothing. What it prints of a day and a machine is kept in
 * src/content/docs/maintain/benchmarks.mdx.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { quote } from 'shell-quote';
import { Shescape } from 'shescape';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction, planTransfer, quoteWord } from '../../src/generator/index.ts';
import type { Draft } from '../../src/generator/index.ts';
import { hostileWords } from '../rigs/hostile-words.ts';
import { missing } from '../rigs/powershell.ts';
import { formRequests, measureForms, measureMemory } from './form.ts';
import { describeMachine } from './machine.ts';
import { race } from './race.ts';
import type { Racer } from './race.ts';
import { measureWindows } from './windows.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const throttling = 4;

const facility = loadFacility();
const shescape = new Shescape({ shell: 'bash', flagProtection: false });

function print(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  console.log(`\n**${title}**\n`);
  console.log(`| ${head.join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(head.length - 1)}`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

function racePlans(draft: Draft, isWritten: boolean): Racer {
  return (count) => {
    let length = 0;
    for (let done = 0; done < count; done += 1) {
      const planned = planTransfer(facility, draft, '2026-11-23');
      if (!('plan' in planned)) throw new Error(JSON.stringify(planned.problems));
      length += planned.plan.steps.length;
      if (isWritten) for (const { action } of planned.plan.steps) length += formatAction(action).length;
    }
    return length;
  };
}

function raceQuoters(words: readonly string[], quoteOne: (word: string) => string): Racer {
  return (count) => {
    let read = 0;
    for (let done = 0; done < count; done += 1) {
      const quoted = quoteOne(words[done % words.length] ?? '');
      // Reading a character makes the engine put the text together.
      read += quoted.charCodeAt(quoted.length >> 1);
    }
    return read;
  };
}

const quoters = {
  quoteWord,
  'shell-quote': (word: string) => quote([word]),
  shescape: (word: string) => shescape.quote(word),
};

/** A text of such pieces, so many thousand characters long. */
const long = (piece: string, thousands: number): string[] => [
  piece.repeat(Math.ceil((thousands * 1024) / piece.length)).slice(0, thousands * 1024),
];

const pieces: Readonly<Record<string, string>> = {
  letters: 'x',
  'a path with spaces': '/grid 1',
  'names with quote marks and !': "Grid 1, O'Brien (2)! ",
  'letters of many languages': "Zürich µ, O'Brien ",
  'only quote marks': "'",
  'only the hardest to quote': "'\\!",
};

const words: Readonly<Record<string, readonly string[]>> = {
  'words of a command': [
    'rsync',
    '-a',
    '--partial-dir=.rsync-partial',
    '/srv/data/GRID1/',
    'jdoe@host:/data/x/',
    'a grid',
  ],
  'names of folders': [
    'GRID 1',
    "O'Brien grid (2)!",
    '/Volumes/cryo em/Krios 2026-11-23',
    'Zürich lab',
    '$HOME',
    "it's",
  ],
  'hostile words of the tests': hostileWords.filter((word) => word.length < 200),
  ...Object.fromEntries(Object.entries(pieces).map(([title, piece]) => [`64 KB: ${title}`, long(piece, 64)])),
};

console.log(
  `${describeMachine()}; ${loadavg()[0]?.toFixed(0) ?? ''} programs wanted its processors. Processor time, medians of interleaved rounds.`,
);

print(
  'Words quoted',
  ['', ...Object.keys(quoters).map((name) => `${name}, per second`), '× shell-quote', '× shescape'],
  Object.entries(words).map(([title, list]) => {
    const results = race(
      Object.fromEntries(Object.entries(quoters).map(([name, one]) => [name, raceQuoters(list, one)])),
    );
    const [ours = 0, ...others] = results.map(({ perSecond }) => perSecond);
    return [
      title,
      ...[ours, ...others].map((speed) => Math.round(speed).toLocaleString('en')),
      ...others.map((speed) => (ours / speed).toFixed(2)),
    ];
  }),
);

print(
  'A word twice as long takes so many times as long',
  ['from 32 to 64 KB', ...Object.keys(quoters)],
  Object.entries(pieces).map(([title, piece]) => [
    title,
    ...Object.values(quoters).map((one) => {
      const [short, twice] = race({
        short: raceQuoters(long(piece, 32), one),
        twice: raceQuoters(long(piece, 64), one),
      });
      return ((short?.perSecond ?? 0) / (twice?.perSecond ?? 1)).toFixed(2);
    }),
  ]),
);

const awkward = {
  lab: 'smith lab',
  collection: "O'Brien grid (2)!",
  destination: "/Volumes/cryo em/O'Brien grid (2)!",
  computer: 'macos',
  session: 'tmux',
};
const requests = [
  ...formRequests,
  ...formRequests
    .filter(({ title }) => title === 'rsync')
    .map(({ draft }) => ({ title: 'rsync, awkward names', draft: { ...draft, ...awkward } })),
];
print(
  'A plan',
  ['', 'ms', 'ms, with the text of all its commands'],
  requests.map(({ title, draft }) => [
    title,
    ...race({ plan: racePlans(draft, false), text: racePlans(draft, true) }).map(({ perSecond }) =>
      (1000 / perSecond).toFixed(3),
    ),
  ]),
);

const rounds = options.quick ? 1 : 3;
const forms = await measureForms(throttling, rounds);
print(
  `The form: from the input event to the painted key, and to the painted commands, processor ÷ ${throttling}`,
  [
    '',
    'steps',
    'keys',
    'key, median ms',
    '95 % within',
    'of a bare field’s',
    'commands, median ms',
    '95 % within',
    `main thread × ${throttling}, median ms`,
    '95 % within',
  ],
  forms.map(({ title, steps, keys, key, commands, worked }) => [
    title,
    steps,
    keys,
    ...key.map((milliseconds) => milliseconds.toFixed(1)),
    (key[1] / (forms[0]?.key[1] ?? NaN)).toFixed(2),
    ...[...commands, ...worked].map((milliseconds) => milliseconds.toFixed(1)),
  ]),
);

const held = await measureMemory([100, 1_000, 10_000]);
print(
  'What the form holds after so many edits',
  ['edits', 'JavaScript, MB', 'nodes'],
  held.map(({ edits, heapBytes, nodes }) => [edits.toLocaleString('en'), (heapBytes / 1e6).toFixed(2), nodes]),
);
const [, early, late] = held;
console.log(
  `\nAfter 10,000 edits ${((late?.heapBytes ?? 0) / (early?.heapBytes ?? 1)).toFixed(3)} times what it held after 1,000.`,
);

if (missing.linux) console.log(`\n${missing.linux}`);
else
  print(
    'The check on Windows, in PowerShell for Linux, start included',
    ['what', 'usual, s', 'ours, s', 'share'],
    measureWindows(options.quick),
  );
