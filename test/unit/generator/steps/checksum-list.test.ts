import { describe, expect, it, test } from 'vitest';
import { loadFacility } from '../../../../src/facility/load.ts';
import { breakForPaper, countColumns, paperColumns } from '../../../../src/generator/command/paper.ts';
import { lineLimitBytes } from '../../../../src/generator/command/render.ts';
import * as programs from '../../../../src/generator/steps/checksum-list/programs.ts';
import { planFrom, stepOf, textOf } from '../../../rigs/plans.ts';

const { planOf, problemsOf } = planFrom(
  { method: 'rsync', account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', destination: '/srv/data/GRID1' },
  loadFacility(),
);
const proofSteps = /^(?:verify|sums|verify-list|cure|cure-list|receipt|have-it|recheck)$/;
const idsOf = (prove?: string, computer = 'linux'): string[] =>
  planOf({ prove, computer })
    .steps.map(({ id }) => id)
    .filter((id) => proofSteps.test(id));

describe('the proof', () => {
  test('is the comparison with the server, unless another one is chosen', () => {
    expect(idsOf()).toEqual(['verify', 'cure']);
    expect(textOf(planOf(), 'copy')).not.toContain('checksum');
  });

  test('by a list has no comparison, and both have', () => {
    const list = ['sums', 'verify-list', 'cure-list', 'receipt', 'have-it', 'recheck'];
    expect(idsOf('list')).toEqual(list);
    expect(idsOf('both')).toEqual(['verify', ...list]);
  });

  test('is not asked for where rsync tells no checksums', () => {
    expect(idsOf(undefined, 'macos')).toEqual(['verify', 'cure']);
    expect(problemsOf({ prove: 'sums' })).toHaveLength(1);
  });

  test('is noted by each copy, in one log, beside the destination', () => {
    const plan = planOf({ prove: 'list', streams: '4', keys: 'key' });
    for (const id of ['streams', 'copy', 'resume', 'cure-list']) {
      expect(textOf(plan, id)).toContain(' --checksum-choice=md5 --log-file /srv/data/GRID1.rsync.log ');
    }
  });

  test('is told to the facility, with the path that may be deleted', () => {
    const { action } = stepOf(planOf({ prove: 'list' }), 'have-it');
    const body = action.kind === 'message' ? action.body.map(({ text }) => text).join('') : '';
    expect(body).toContain('/curie-lab/GRID1\n');
    expect(body).toContain('PASTE-THE-RECEIPT-HERE');
  });
});

describe.each(Object.entries(programs))('%s', (_name, program) => {
  it('has nothing that some shell reads inside quotes, nor two blanks', () => {
    expect(program.match(/[\\'!\n]| {2}/g)).toBeNull();
  });

  it('is no longer than a line', () => {
    expect(`  '${program}' \\`.length).toBeLessThanOrEqual(lineLimitBytes);
  });

  it('can be broken for paper', () => {
    const lines = breakForPaper(`awk '${program}'`).split('\n');
    expect(lines.filter((line) => countColumns(line) > paperColumns)).toEqual([]);
  });
});
