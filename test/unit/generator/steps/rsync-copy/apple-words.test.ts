/** Each option of a Mac's commands is known to all of Apple's rsyncs: test/rigs/apple-rsync. */
import { expect, it } from 'vitest';
import { joinParts } from '../../../../../src/generator/command/quote.ts';
import type { Draft, Word } from '../../../../../src/generator/index.ts';
import { readWords } from '../../../../rigs/apple-rsync/words.ts';
import { exampleFacility, exampleLibrary } from '../../../../rigs/example-facility.ts';
import { planOf } from '../../../../rigs/plans.ts';
import { splitPipe } from '../../../../rigs/read-command.ts';

const facility = { ...exampleFacility, petalibrary: exampleLibrary };
const here = { lab: 'smith lab', collection: 'GRID1', destination: '/Users/jdoe/GRID1', computer: 'macos' };
const rsync: Draft = { ...here, method: 'rsync', account: 'jdoe' };
const drive: Draft = { ...here, method: 'drive', drive: '/Volumes/CRYO' };
const onward = { allocation: 'luger', rcAccount: 'jado1234', account: 'jdoe', onward: 'dtn' };

/** The words that rsync is given by a plan, command by command; those of the check are handed on by sh. */
function callsOf(draft: Draft): string[][] {
  const textsOf = (words: readonly Word[]): string[] => words.map(({ parts }) => joinParts(parts));
  return planOf(facility, draft).steps.flatMap(({ action }) =>
    (action.kind === 'command' ? splitPipe(action.command) : []).flatMap(({ words }) => {
      const texts = textsOf(words);
      const at = texts.indexOf('rsync');
      const check = texts.indexOf('check');
      return at >= 0 ? [texts.slice(at + 1)] : texts.includes('sh') && check >= 0 ? [texts.slice(check + 1)] : [];
    }),
  );
}

it.each<[string, number, Draft]>([
  ['a copy', 5, rsync],
  ['a copy that brings what links lead to', 5, { ...rsync, links: 'copy' }],
  ['a live copy', 6, { ...rsync, live: 'yes', keys: 'key' }],
  ['a copy from a drive of its own', 5, { ...drive, system: 'apfs' }],
  ['a copy from a drive that rounds times', 5, { ...drive, system: 'exfat' }],
  ['the way onward', 6, { ...here, ...onward, method: 'petalibrary' }],
])('%s has %i commands of rsync, and no option that one of them refuses', (_, count, draft) => {
  const calls = callsOf(draft);
  expect(calls).toHaveLength(count);
  for (const words of calls) {
    if (words.includes('--version')) continue;
    for (const kind of ['openrsync', '2.6.9'] as const) expect(readWords(words, kind)).not.toHaveProperty('unknown');
  }
});
