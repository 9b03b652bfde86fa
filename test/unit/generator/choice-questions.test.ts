import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { checkTables } from '../../../src/generator/check-tables.ts';
import { listQuestions } from '../../../src/generator/choice-questions.ts';
import { choiceTexts, chooseTransfer } from '../../../src/generator/index.ts';
import type { Facility } from '../../../src/generator/index.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import type { Method } from '../../../src/generator/method.ts';
import { choiceRows } from '../../../src/generator/transfer.ts';

const facility = loadFacility();

function ask(answers: Readonly<Record<string, string>>, asked: Facility = facility): string[] {
  return listQuestions(asked, answers, choiceRows, choiceTexts, checkTables);
}

/** The id of the method that is chosen. */
function choose(answers: Readonly<Record<string, string | undefined>>): string | undefined {
  const found = chooseTransfer(facility, answers);
  return 'choice' in found ? found.choice.chosen?.id : undefined;
}

describe('the questions after where the data go', () => {
  it.each([
    [{ where: 'institution' }, []],
    [{ where: 'petalibrary' }, ['who']],
    [{ where: 'petalibrary', who: 'allocation' }, ['who']],
    [{ where: 'petalibrary', who: 'account' }, ['who', 'size', 'days']],
    [{ where: 'petalibrary', who: 'account', size: '2 TB' }, ['who', 'size']],
    [{ where: 'petalibrary', who: 'outside' }, ['who']],
    [{ where: 'server', who: 'account' }, ['who', 'size']],
    [{ where: 'server', who: 'account', size: '2 TB' }, ['who', 'size', 'days']],
  ])('are, for %j, those that change the answer: %j', (answers, questions) => {
    expect(ask(answers)).toEqual(questions);
  });

  it('are none where the facility has one way', () => {
    expect(
      ask({ where: 'server' }, { ...facility, methods: facility.methods.filter(({ id }) => id === 'globus') }),
    ).toEqual([]);
  });

  it('stay while an answer has a problem', () => {
    expect(ask({ where: 'server', who: 'account', size: 'much' })).toEqual(['who', 'size']);
    expect(ask({ where: 'server', who: 'nobody' })).toContain('who');
  });

  it('leave out none that would change the answer', () => {
    const { where, who } = choiceTexts.fields;
    const answers = fc.record({
      where: fc.constantFrom(...Object.keys(where.choices)),
      who: fc.constantFrom(...Object.keys(who.choices)),
      size: fc.constantFrom('', '3 MB', '999 GB', '1 TB', '4000 x 700 MB', '90 PB'),
      days: fc.constantFrom('', '0', '3', '4', '365'),
    });
    fc.assert(
      fc.property(answers, (all) => {
        const asked = ask(all);
        const given = Object.fromEntries(['where', ...asked].map((name) => [name, all[name as 'where']]));
        expect(choose(given)).toBe(choose(all));
      }),
    );
  });
});

describe('what the answer fills in', () => {
  const filled = Object.entries<Method>(methods).flatMap(([id, { tables }]) =>
    Object.entries(tables.choiceFills ?? {}).flatMap(([place, values]) =>
      Object.entries(values).map(([name, value]) => ({ id, place, value, field: tables.fields[name] })),
    ),
  );

  it('is a value that the field of the guide knows, for a place that can be chosen', () => {
    expect(filled.length).toBeGreaterThan(0);
    for (const { place, value, field } of filled) {
      expect(Object.keys(choiceTexts.fields.where.choices)).toContain(place);
      expect(Object.keys(field?.choices ?? {})).toContain(value);
    }
  });
});
