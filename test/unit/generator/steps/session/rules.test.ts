import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameSession } from '../../../../../src/generator/steps/session/rules.ts';
import { hostileWords } from '../../../../rigs/hostile-words.ts';
import { exampleFacility } from '../../../../rigs/example-facility.ts';

const anyName = fc.oneof(
  fc.constantFrom(...hostileWords),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^Grid[0-9]{1,3}[_-][a-z]{0,3}$/),
);
const folder = fc.record({ lab: anyName, collection: anyName });
const name = (lab: string, collection: string) => nameSession(exampleFacility, { lab, collection });

describe('the name of a session', () => {
  it.each([
    ['smith-lab', 'GRID1', 'example_em-GRID1-44dm'],
    ['jones-lab', 'GRID1', 'example_em-GRID1-ksry'],
    ['smith-lab', 'GRID10', 'example_em-GRID10-9ypa'],
  ])('in %s, for %s, is %s', (lab, collection, expected) => {
    expect(name(lab, collection)).toBe(expected);
  });

  it('has 1 to 30 letters, digits, _ and -, whatever the collection', () => {
    fc.assert(
      fc.property(folder, ({ lab, collection }) => {
        expect(name(lab, collection)).toMatch(/^[A-Za-z0-9_-]{1,30}$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not begin another one of a different collection', () => {
    fc.assert(
      fc.property(folder, folder, (one, other) => {
        fc.pre(`${one.lab}/${one.collection}` !== `${other.lab}/${other.collection}`);
        expect(name(other.lab, other.collection).startsWith(name(one.lab, one.collection))).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('does not begin that of a collection which is called as the name ends', () => {
    const end = name('smith-lab', 'GRID1').slice('example_em-'.length);
    const begins = ['', 'x', '-x', ' x'].filter((more) =>
      name('smith-lab', `${end}${more}`).startsWith(name('smith-lab', 'GRID1')),
    );
    expect(begins).toEqual([]);
  });

  it('differs where only the lab folder differs', () => {
    expect(name('smith-lab', 'GRID1')).not.toBe(name('jones-lab', 'GRID1'));
  });

  it('is the same each time', () => {
    expect(name('smith-lab', "O'Brien grid (2)")).toBe(name('smith-lab', "O'Brien grid (2)"));
  });
});
