import { expect, it } from 'vitest';
import { findDeletion } from '../../../../src/generator/dates/deletion.ts';
import { formatAction, writeMoreTime } from '../../../../src/generator/index.ts';
import { exampleFacility } from '../../../rigs/example-facility.ts';

const request = {
  method: 'rsync',
  lab: 'smith-lab',
  collection: 'GRID1',
  collected: '2026-11-20',
  collectedUntil: '2026-11-23',
  size: '1.2 TB',
};
const write = (values: Readonly<Record<string, string>>, more: object = {}, facility = exampleFacility) =>
  writeMoreTime(facility, {
    request: { method: 'rsync', ...values },
    deletion: findDeletion(facility, values, '2026-11-24'),
    ...more,
  });

it('the message that asks for more time has lab, collection, days, size and what is left', () => {
  expect(formatAction(write(request, { estimate: { range: '7 to 16 hours' }, left: '400 GB' })))
    .toBe(`Subject: More time for smith-lab, GRID1, please

Hello,

we cannot bring our images home before they are deleted from storage. Could you keep them longer?

Lab folder: smith-lab
Collection: GRID1
Collected: 2026-11-20 to 2026-11-23
First images deleted on or after: 2026-11-30
Last images deleted on or after: 2026-12-03
Size: 1.2 TB
Still to be copied: 400 GB
Time that it takes: 7 to 16 hours

We need them until: (please fill in)
Reason: (please fill in)

Please tell us whether that is possible.

Thank you!`);
});

it('the message names what nobody has filled in, and promises no day of deletion for it', () => {
  expect(formatAction(write({}))).toContain(`Lab folder: (please fill in)
Collection: (please fill in)
Collected: (please fill in)
First images deleted on or after: (please fill in)
Last images deleted on or after: (please fill in)
Size: (please fill in)
Still to be copied: (please fill in)
Time that it takes: (please fill in)
`);
});

it('the message goes to the facility, at its address where that is known', () => {
  expect(write(request)).toMatchObject({ kind: 'message', to: 'the manager' });
  const contact = { ...exampleFacility.contact, email: 'manager@example.edu' };
  expect(write(request, {}, { ...exampleFacility, contact })).toMatchObject({ email: 'manager@example.edu' });
});

it('the message names all of several collections', () => {
  const message = write({ ...request, alsoCollections: 'GRID2/GRID 3' });
  const text = formatAction(message);
  expect(text).toContain('Subject: More time for smith-lab, GRID1, GRID2, GRID 3, please\n');
  expect(text).toContain('\nCollection: GRID1, GRID2, GRID 3\n');
  expect(message.subject.flatMap(({ field, text }) => (field ? [`${field}: ${text}`] : []))).toEqual([
    'lab: smith-lab',
    'collection: GRID1',
    'alsoCollections: GRID2',
    'alsoCollections: GRID 3',
  ]);
});
