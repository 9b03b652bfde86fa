import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadFacility } from '../../../../src/facility/load.ts';
import { drawScreens } from '../../../../src/form/on-demand/screens.ts';
import type { Screen } from '../../../../src/screens/screen.ts';
import { planOf, stepOf } from '../../../rigs/plans.ts';

const facility = loadFacility();
const draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  destination: '/srv/a&b/GRID1',
};
const plan = planOf(facility, { ...draft, alsoCollections: 'GRID2' });
const by = 'rsync 1';

let screens: readonly Screen[] = [];
let asked: string[] = [];
beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(Response.json(screens));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Draws the screens of a step, from a file of this name. */
function draw(file: string, id: string): Promise<string> {
  const step = stepOf(plan, id);
  return drawScreens(file, { step, base: id.replace(/-\d+$/, ''), request: plan.request, facility });
}

it('puts what was entered and the facts in the place of their slots, escaped', async () => {
  screens = [{ step: 'folder', by, lines: ['{destination} <i> {storage.host} {unknown}'] }];
  expect(await draw('slots', 'folder')).toBe(
    `<figure><pre><samp><mark>/srv/a&#38;b/GRID1</mark> &#60;i&#62; ${facility.storage.host} <mark>{unknown}</mark></samp></pre>` +
      '<figcaption>Seen in a test, with rsync 1.</figcaption></figure>',
  );
});

it('has the names of one of several collections', async () => {
  screens = [{ step: 'copy', by, lines: ['{collection} in {destination}'] }];
  expect(await draw('several', 'copy-2')).toContain('<mark>GRID2</mark> in <mark>/srv/a&#38;b/GRID2</mark>');
});

it('takes the screen that names most of the choices, and none of others', async () => {
  screens = [
    { step: 'copy', by, lines: ['any'] },
    { step: 'copy', when: { computer: ['linux'], keys: ['password'] }, by, lines: ['nearest'] },
    { step: 'copy', when: { computer: ['linux'] }, by, lines: ['near'] },
    { step: 'copy', when: { computer: ['macos'], keys: ['password'], streams: ['1'] }, by, lines: ['other'] },
  ];
  expect(await draw('nearest', 'copy')).toContain('<samp>nearest</samp>');
});

it('shows other outcomes in the order of the step, and says so of a lone prompt', async () => {
  const [first, second] = stepOf(plan, 'folder').otherwise.map(({ see }) => see);
  screens = [
    { step: 'folder', see: second ?? '', by, lines: ['2'] },
    { step: 'folder', see: first ?? '', by, lines: ['1'] },
    { step: 'folder', see: 'something else', by, lines: ['3'] },
    { step: 'folder', by, lines: ['$'] },
  ];
  const html = await draw('outcomes', 'folder');
  expect([...html.matchAll(/<samp>(.*?)<\/samp>/g)].map(([, text]) => text)).toEqual(['$', '1', '2']);
  expect(html).toContain('Only the prompt, here <code>$</code>, comes again.');
  expect(html).toContain(`<p>Or: ${first ?? ''}</p>`);
});

it('fetches a file once, and again where it could not be had', async () => {
  screens = [{ step: 'folder', by, lines: ['here'] }];
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(await draw('again', 'folder')).toContain('could not be fetched');
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(Response.json(screens));
  });
  expect(await draw('again', 'folder')).toContain('here');
  await draw('again', 'folder');
  expect(asked).toEqual(['again']);
});
