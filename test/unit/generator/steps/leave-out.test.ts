import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { keptEndings } from '../../../../src/facility/fact-values.ts';
import { loadFacility } from '../../../../src/facility/load.ts';
import type { Facility } from '../../../../src/facility/schema.ts';
import { fieldsOf, formatScript } from '../../../../src/generator/index.ts';
import { joinParts } from '../../../../src/generator/command/quote.ts';
import { readEndings } from '../../../../src/generator/steps/leave-out/rules.ts';
import { leaveOutTables } from '../../../../src/generator/steps/leave-out/tables.ts';
import { planFrom, stepOf, textOf } from '../../../rigs/plans.ts';

const facility = loadFacility();
const stating: Facility = { ...facility, previews: ['jpg', 'thumb'] };
const { planOf, problemsOf } = planFrom(
  { method: 'rsync', account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', destination: '/srv/data/GRID1' },
  facility,
);
const rule =
  "'--include=*/' '--include=*[gG][aA][iI][nN]*' '--include=*[dD][aA][rR][kK]*' '--include=*[dD][eE][fF][eE][cC][tT]*' '--exclude=*.[jJ][pP][gG]' ";
const kept = '( -type d -o -iname *gain* -o -iname *dark* -o -iname *defect* -o -not -iname *.jpg )';
/** The words of a command, those of a command in it too, without quotes. */
const wordsOf = (text: string): string => text.replace(/['\\]/g, '');

describe('what is left out', () => {
  it('is nothing unless it is named, and then no command differs', () => {
    const all = planOf();
    expect(planOf({ leaveOut: '' }).steps).toEqual(all.steps);
    expect(JSON.stringify(all)).not.toMatch(/clude=|iname/);
  });

  it.each([
    ['jpg, png', ['jpg', 'png']],
    ['*.JPG;.png  jpg/tif', ['jpg', 'png', 'tif']],
    ['nothing', []],
    [' , ', []],
  ])('is read from %j', (typed, endings) => {
    expect(readEndings(typed)).toEqual(endings);
  });

  it('is the same in the copy, the one that goes on, the check, and the copy that compares contents', () => {
    const plan = planOf({ leaveOut: 'jpg' });
    for (const id of ['copy', 'resume']) expect(textOf(plan, id)).toContain(`--exclude=.rsync-partial/ ${rule}`);
    for (const id of ['verify', 'cure']) {
      expect(textOf(plan, id)).toContain(rule);
      expect(textOf(plan, id)).not.toContain('rsync-partial');
    }
    expect(textOf(plan, 'verify')).toContain('and is the same, but for what was left out./');
  });

  it('is the same in the first step, in the lists, and in the check by a list, at any time', () => {
    const list = planOf({ leaveOut: 'jpg', prove: 'list' });
    for (const id of ['check', 'verify-list', 'recheck']) expect(wordsOf(textOf(list, id))).toContain(kept);
    expect(wordsOf(textOf(planOf({ leaveOut: 'jpg', live: 'yes', keys: 'key' }), 'settled'))).toContain(kept);
    expect(wordsOf(textOf(planOf({ leaveOut: 'jpg', streams: '4', keys: 'key' }), 'list'))).toContain(kept);
  });

  it('is told with the day on which it is deleted: in notes, in a step, in the receipt, and to the facility', () => {
    const plan = planOf({ leaveOut: 'jpg', prove: 'list', collected: '2026-11-20' });
    const { notices } = plan;
    expect(notices.find(({ field }) => field === 'leaveOut')?.text).toBe(
      'Files that end in .jpg are left out, but for those with “gain”, “dark” or “defect” in their names. At the facility they are deleted from 2026-12-04 on, and are gone then.',
    );
    expect(stepOf(plan, 'left-out').expect).toContain('where it is deleted from 2026-12-04 on.');
    expect(textOf(plan, 'receipt')).toContain(
      "'left=files that end in .jpg, which the facility deletes from 2026-12-04 on'",
    );
    const { action } = stepOf(plan, 'have-it');
    expect(action.kind === 'message' && joinParts(action.body)).toContain('without files that end in .jpg, and');
    // Without a first day.
    expect(stepOf(planOf({ leaveOut: 'jpg' }), 'left-out').expect).toContain(
      'deleted 14 days after they were written.',
    );
  });

  it('is told by a script at its end, which does not say that the collection is whole', () => {
    const origin = { today: '2026-11-23', version: '0.1.0', link: 'https://example.edu/' };
    for (const prove of ['compare', 'list']) {
      const script = formatScript(facility, planOf({ leaveOut: 'jpg', prove }), origin)?.text ?? '';
      expect(script).toContain('DONE: GRID1 is here, but for the files that end in .jpg, which were left out: ');
      expect(script).not.toContain('is whole: every');
    }
  });

  it('is no ending that facts may not state either', () => {
    expect([...keptEndings].sort()).toEqual([...leaveOutTables.kept].sort());
  });

  it.each(Object.values(leaveOutTables.kept))('is never a file that ends in .%s', (ending) => {
    expect(problemsOf({ leaveOut: `jpg, ${ending}` })).toEqual([
      `leaveOut: Leave out: files that end in “.${ending}” may be images, gain references or metadata, which are never left out. Name kinds of previews only, for example jpg, png`,
    ]);
    expect(problemsOf({ leaveOut: ending }, { ...facility, previews: [ending] })).toHaveLength(1);
  });

  it.each([
    [
      'jpg, *',
      'Leave out: “*” is not the ending of a name. Write endings of letters and digits with commas between them, for example jpg, png',
    ],
    [
      '*gain*',
      'Leave out: “*gain*” is not the ending of a name. Write endings of letters and digits with commas between them, for example jpg, png',
    ],
    [
      '[a-z]',
      'Leave out: “[a-z]” is not the ending of a name. Write endings of letters and digits with commas between them, for example jpg, png',
    ],
    [
      'xyz',
      'Leave out: nobody has stated that files that end in “.xyz” are previews. Only pictures to look at can be left out: jpg, jpeg, png, gif, bmp, webp, mp4, avi, mov.',
    ],
  ])('is not %j', (leaveOut, problem) => {
    expect(problemsOf({ leaveOut })).toEqual([`leaveOut: ${problem}`]);
  });

  test('whatever somebody types, no rule excludes anything but an ending that is no image, gain reference or metadata', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('jpg', 'PNG', '*.gif', 'mrc', '*', '.', 'gain'), fc.string())),
        (typed) => {
          const draft = { leaveOut: typed.join(',') };
          if (problemsOf(draft).length > 0) return;
          for (const [, ending = ''] of textOf(planOf(draft), 'copy').matchAll(/--exclude=([^' ]*)/g)) {
            if (ending === '.rsync-partial/') continue;
            const plain = ending.replace(/\[(.)(.)\]/g, '$1').replace(/^\*\./, '');
            expect(leaveOutTables.previews).toContain(plain);
          }
        },
      ),
    );
  });

  it('can be done without on Windows alone only: scp brings all', () => {
    const draft = { computer: 'windows', destination: 'D:\\cryoem\\GRID1', leaveOut: 'jpg' };
    expect(problemsOf(draft)).toEqual(['leaveOut: Leave out “jpg” has no meaning here. Leave it out.']);
  });

  it('is a choice where the facility has stated which kinds are previews', () => {
    const field = fieldsOf('rsync', stating).leaveOut;
    expect(field?.choices).toEqual({
      nothing: 'nothing: all of it comes',
      'jpg/thumb': 'previews: files that end in .jpg, .thumb',
    });
    expect(textOf(planOf({ leaveOut: 'jpg/thumb' }, stating), 'copy')).toContain("'--exclude=*.[tT][hH][uU][mM][bB]'");
    expect(JSON.stringify(planOf({}, stating))).not.toContain('clude=');
    expect(problemsOf({ leaveOut: 'png' }, stating)).toEqual([
      'leaveOut: Leave out: “png” is not one of the choices. Choose one of: nothing, jpg/thumb.',
    ]);
  });
});
