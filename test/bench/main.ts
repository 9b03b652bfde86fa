/** Prints how fast the generator and the form are, beside their peers. Run by `npm run bench`; it asserts nothing. */
import { quote } from 'shell-quote';
import { Shescape } from 'shescape';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction, planTransfer, quoteWord } from '../../src/generator/index.ts';
import type { Draft } from '../../src/generator/index.ts';
import { hostileWords } from '../shells/hostile-words.ts';
import { measureForm } from './form.ts';
import { race } from './race.ts';
import type { Racer, Result } from './race.ts';

const facility = loadFacility();
const shescape = new Shescape({ shell: 'bash', flagProtection: false });

const safe: Draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'smith-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
};
const awkward: Draft = {
  ...safe,
  lab: 'smith lab',
  collection: "O'Brien grid (2)!",
  destination: "/Volumes/cryo em/O'Brien grid (2)!",
  computer: 'macos',
  session: 'tmux',
};

function planRacer(draft: Draft): Racer {
  return (count) => {
    let length = 0;
    for (let done = 0; done < count; done += 1) {
      const planned = planTransfer(facility, draft, '2026-11-23');
      if (!('plan' in planned)) throw new Error(JSON.stringify(planned.problems));
      for (const { action } of planned.plan.steps) length += formatAction(action).length;
    }
    return length;
  };
}

function quoteRacer(words: readonly string[], quoteOne: (word: string) => string): Racer {
  return (count) => {
    let length = 0;
    for (let done = 0; done < count; done += 1) length += quoteOne(words[done % words.length] ?? '').length;
    return length;
  };
}

const long = (bytes: number) => "Grid 1, O'Brien (2)! ".repeat(Math.ceil(bytes / 21)).slice(0, bytes);

const wordLists: Readonly<Record<string, readonly string[]>> = {
  'typical words': ['rsync', '-a', '--partial-dir=.rsync-partial', '/srv/data/GRID1/', 'jdoe@host:/data/x/', 'a grid'],
  'hostile words': hostileWords.filter((word) => word.length < 200),
  'words of 4 KB': [long(4096), 'x'.repeat(4096), `/srv/${'grid 1/'.repeat(584)}`],
  'words of 64 KB': [long(65536), 'x'.repeat(65536), `/srv/${'grid 1/'.repeat(9361)}`],
  '4 KB of quote marks': ["'".repeat(4096)],
  '64 KB of quote marks': ["'".repeat(65536)],
};

function print(title: string, results: readonly Result[]): void {
  console.log(`\n${title}`);
  for (const { name, perSecond, ratio } of results) {
    const speed = Math.round(perSecond).toLocaleString('en').padStart(12);
    console.log(`  ${name.padEnd(26)}${speed} per second   ${ratio.toFixed(2)} ×`);
  }
}

print(
  'Plans, with the text of all their commands',
  race({ 'safe names': planRacer(safe), 'awkward names': planRacer(awkward) }),
);
for (const [title, words] of Object.entries(wordLists)) {
  print(
    `Quoting ${title}`,
    race({
      quoteWord: quoteRacer(words, quoteWord),
      'shell-quote': quoteRacer(words, (word) => quote([word])),
      'shescape, for bash': quoteRacer(words, (word) => shescape.quote(word)),
    }),
  );
}

const { medianMilliseconds, p95Milliseconds, count } = await measureForm();
console.log('\nThe form, from a character typed to the commands painted, CPU slowed down fourfold');
console.log(
  `  median ${medianMilliseconds.toFixed(1)} ms, 95 % within ${p95Milliseconds.toFixed(1)} ms (${String(count)} characters)`,
);
