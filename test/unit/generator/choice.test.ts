import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { checkTables } from '../../../src/generator/check-tables.ts';
import { chooseMethod, fitChoice } from '../../../src/generator/choice.ts';
import { choiceTexts, chooseTransfer, methodIds } from '../../../src/generator/index.ts';
import type { Choice, Facility } from '../../../src/generator/index.ts';
import { choiceRows } from '../../../src/generator/transfer.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const [example] = exampleFacility.methods;
type Standing = Facility['methods'][number]['standing'];

/** A facility with methods of these standings, in this order. */
function offering(methods: Readonly<Record<string, Standing>>): Facility {
  if (!example) throw new Error('no method');
  const list = Object.entries(methods).map(([id, standing]) => ({ ...example, id, title: id.toUpperCase(), standing }));
  return { ...exampleFacility, methods: list };
}
const all = offering({
  petalibrary: 'preferred',
  globus: 'available',
  aws: 'being set up',
  rsync: 'available',
  drive: 'discouraged',
});

function choose(answers: object, facility = all, rows = choiceRows): Choice {
  const chosen = chooseMethod(facility, { ...answers }, rows, choiceTexts, checkTables);
  if ('choice' in chosen) return chosen.choice;
  throw new Error(JSON.stringify(chosen.problems));
}

describe('the choice', () => {
  it.each([
    [{}, 'petalibrary', 'globus'],
    [{ who: 'allocation', where: 'petalibrary' }, 'petalibrary', 'globus'],
    [{ who: 'account', where: 'server' }, 'rsync', 'globus'],
    [{ who: 'account', where: 'server', size: '2 TB', days: '3' }, 'rsync', 'globus'],
    [{ who: 'outside', where: 'institution' }, 'globus', 'aws'],
    [{ who: 'outside', where: 'cloud' }, 'globus', 'aws'],
    [{ who: 'account', where: 'computer' }, 'rsync', 'globus'],
  ])('for %j is %s, then %s', (answers, first, second) => {
    const { chosen, runnerUp } = choose(answers);
    expect([chosen?.id, runnerUp?.id]).toEqual([first, second]);
  });

  it('gives the reason, the next best and what speaks against each other one', () => {
    expect(choose({ who: 'account', where: 'server', size: '2 TB', days: '3' })).toEqual({
      chosen: {
        id: 'rsync',
        title: 'RSYNC',
        says: ["It brings the data straight to your lab's server.", 'You can start it yourself at once.'],
      },
      runnerUp: {
        id: 'globus',
        title: 'GLOBUS',
        says: [
          'It sends large collections in several streams, and goes on by itself after a break.',
          'The facility has to share the data with you first.',
        ],
      },
      others: [
        { id: 'globus', title: 'GLOBUS', says: ['The facility has to share the data with you first.'] },
        {
          id: 'petalibrary',
          title: 'PETALIBRARY',
          says: [
            'Your lab would need a PetaLibrary allocation first.',
            'From PetaLibrary the data have to be taken onward.',
            'It has to be set up before the session.',
          ],
        },
        {
          id: 'aws',
          title: 'AWS',
          says: [
            'The data go through a bucket at AWS first.',
            'Bucket and access have to be set up with the facility first.',
            'The facility is still setting it up.',
          ],
        },
        {
          id: 'drive',
          title: 'DRIVE',
          says: [
            'A drive is slow for so much, and it is the only copy.',
            'It needs an appointment, and two copies one after the other.',
            'The facility discourages it.',
          ],
        },
      ],
    });
  });

  it('counts what the facility thinks of a method', () => {
    const standings = (rsync: Standing, globus: Standing) => choose({}, offering({ rsync, globus })).chosen?.id;
    expect(standings('available', 'preferred')).toBe('globus');
    expect(standings('discouraged', 'available')).toBe('globus');
    expect(standings('being set up', 'available')).toBe('globus');
    expect(standings('available', 'available')).toBe('rsync');
  });

  it('takes in a new method by itself, with its rows or without any', () => {
    const facility = offering({ rsync: 'available', pigeon: 'available' });
    expect(choose({}, facility).others).toEqual([
      { id: 'pigeon', title: 'PIGEON', says: ['Nothing speaks against it, but RSYNC fits better.'] },
    ]);
    const pigeon = [['where', ['computer'], 'for', 'Birds come to the window.']] as const;
    expect(choose({ where: 'computer', who: 'outside' }, facility, { ...choiceRows, pigeon }).chosen).toEqual({
      id: 'pigeon',
      title: 'PIGEON',
      says: ['Birds come to the window.'],
    });
  });

  it('is none where every method is ruled out', () => {
    expect(choose({ who: 'outside' }, offering({ rsync: 'preferred' }))).toEqual({
      others: [{ id: 'rsync', title: 'RSYNC', says: ['You need an account where the images lie.'] }],
    });
  });

  it('refuses answers that there are not, all at once', () => {
    const chosen = chooseTransfer(all, { who: 'me', size: '5', days: 'x' });
    expect('problems' in chosen && chosen.problems.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      'Who you are: “me” is not one of the choices. Choose one of: unknown, allocation, account, outside.',
      'How much it is “5” has no unit. Write MB, GB or TB after the number, for example 1.2 TB',
      'How soon it must be done: “x” is not a number of days. For example 5',
    ]);
  });

  it('offers no answer that means a way which the facility does not list, and keeps all others', () => {
    const { rows, tables } = fitChoice(offering({ rsync: 'available', drive: 'available' }), choiceRows, choiceTexts);
    const answers = (name: string): string[] => Object.keys(tables.fields[name]?.choices ?? {});
    expect(answers('who')).toEqual(['unknown', 'account', 'outside']);
    expect(answers('where')).toEqual(['unknown', 'server', 'computer', 'institution']);
    expect(Object.keys(rows).sort()).toEqual(['drive', 'rsync']);
    expect(rows.rsync).toContainEqual(['where', ['institution'], 'against', expect.any(String)]);
    expect(fitChoice(all, choiceRows, choiceTexts).tables).toEqual(choiceTexts);
    const chosen = chooseTransfer(offering({ rsync: 'available' }), { where: 'cloud' });
    expect('problems' in chosen && chosen.problems.map(({ message }) => message)).toEqual([
      'Where the data must go: “cloud” is not one of the choices.',
    ]);
  });

  it('names each method once, never one that is ruled out, and has a sentence for each', () => {
    const own = loadFacility();
    const { who, where } = choiceTexts.fields;
    const answers = fc.record({
      who: fc.constantFrom(...Object.keys(who.choices)),
      where: fc.constantFrom(...Object.keys(where.choices)),
      size: fc.constantFrom('', '1 GB', '5 TB'),
      days: fc.constantFrom('', '1', '9'),
    });
    fc.assert(
      fc.property(answers, (given) => {
        const { chosen, runnerUp, others } = choose(given, own);
        const ids = [chosen, ...others].map((one) => one?.id);
        expect([...ids].sort()).toEqual(own.methods.map(({ id }) => id).sort());
        expect(runnerUp?.id === undefined || ids.includes(runnerUp.id)).toBe(true);
        for (const one of [chosen, runnerUp, ...others]) expect(one?.says.join('')).not.toBe('');
        const never = (choiceRows[chosen?.id ?? ''] ?? []).filter(
          ([question, of, speaks]) => speaks === 'never' && of.includes(given[question]),
        );
        expect(never).toEqual([]);
      }),
    );
  });

  it('has only rows about answers that there are', () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      who: Object.keys(choiceTexts.fields.who.choices),
      where: Object.keys(choiceTexts.fields.where.choices),
      size: ['large'],
      days: ['urgent'],
    };
    for (const id of methodIds) {
      for (const [question, answers] of choiceRows[id] ?? []) {
        expect(known[question]).toEqual(expect.arrayContaining([...answers]));
      }
    }
  });
});
