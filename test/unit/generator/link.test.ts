import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRequest, formatLink, linkTexts, planTransfer, readLink } from '../../../src/generator/index.ts';
import { hostileNames } from '../../rigs/hostile-words.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const values = { method: 'rsync', lab: "O'Brien lab", collection: 'Gitter Ü + 1%', destination: '/srv/data/GRID1' };
const link = formatLink(values);
const site = 'https://data.example.edu/ways/rsync/';

const value = fc.oneof(
  fc.constantFrom(...hostileNames.filter((name) => name.length < 60 && !name.includes('\ufffd'))),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\ufffd')),
);
const anyValues = fc.record({
  method: fc.constantFrom('rsync', 'drive'),
  lab: value,
  collection: value,
  destination: value,
});

describe('a link', () => {
  it('gives back what was written into it', () => {
    fc.assert(
      fc.property(anyValues, (written) => {
        expect(readLink(`#${formatLink(written)}`)).toEqual({ values: written });
      }),
    );
    expect(readLink(formatLink({ lab: 'x' }))).toEqual({ values: { lab: 'x' } });
    expect(readLink(formatLink({}))).toEqual({ values: {} });
    expect(readLink(formatLink({ method: 'rsync' }))).toEqual({ values: { method: 'rsync' } });
  });

  it('that was cut anywhere says so: none gives half a value', () => {
    fc.assert(
      fc.property(anyValues, fc.nat(), (written, at) => {
        const whole = formatLink(written);
        const rest = whole.slice(0, at % whole.length);
        const read = readLink(`${site}#${rest}`);
        if (read && 'values' in read) expect([rest, read]).toBe('a problem');
        // What is left of the mark that tells our links is no link at all.
        else if (!rest.startsWith('v=')) expect(read).toBe(undefined);
      }),
      { numRuns: 2000 },
    );
    const rest = link.slice(0, link.indexOf('%2Fdata') + 2);
    expect(readLink(rest)).toEqual({ problem: 'cut', about: 'destination' });
    expect(linkTexts.cut).toContain('{about}');
  });

  it('of a site before there was a sum is read; cut within a character, it is told', () => {
    const old = 'v=1&method=rsync&lab=curie-lab&destination=%2Fsrv%2Fdata';
    expect(readLink(old)).toEqual({ values: { method: 'rsync', lab: 'curie-lab', destination: '/srv/data' } });
    expect(readLink('v=1&method=rsync&destination=%2Fsrv%2')).toEqual({ problem: 'cut', about: 'destination' });
    expect(readLink('v=1&method=rsync&destination=%2Fsrv%')).toEqual({ problem: 'cut', about: 'destination' });
    expect(readLink('v=1&method=rsync&lab=x&dest')).toEqual({ problem: 'cut', about: 'dest' });
    expect(readLink('v=1&method=rsync')).toEqual({ problem: 'cut', about: 'method' });
  });

  it('with the names that fields had before gives their values under the names they have now', () => {
    const old = 'v=1&method=rsync&lab=curie-lab&more=GRID2%2FGRID3&seat=workstation';
    const now = { method: 'rsync', lab: 'curie-lab', alsoCollections: 'GRID2/GRID3', workplace: 'workstation' };
    expect(readLink(old)).toEqual({ values: now });
    const summed = formatLink({ method: 'rsync', more: 'GRID2', seat: 'here' });
    expect(readLink(summed)).toEqual({ values: { method: 'rsync', alsoCollections: 'GRID2', workplace: 'here' } });
    // A name of now wins over one of before.
    expect(readLink('v=1&more=GRID2&alsoCollections=GRID4')).toEqual({ values: { alsoCollections: 'GRID4' } });
    const draft = { account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', destination: '/srv/data', method: 'rsync' };
    for (const plan of [planTransfer, checkRequest]) {
      expect(plan(exampleFacility, { ...draft, more: 'GRID2' }, '2026-11-23')).toEqual(
        plan(exampleFacility, { ...draft, alsoCollections: 'GRID2' }, '2026-11-23'),
      );
    }
  });

  it.each<[what: string, change: (link: string) => string]>([
    ['with %23 for its #', (text) => `${site}%23${text}`],
    ['in the query', (text) => `${site}?${text}`],
    ['in a query behind something else', (text) => `${site}?utm_source=mail&${text}`],
    ['followed by what a mail program adds', (text) => `#${text}&utm_source=mail&fbclid=abc`],
    ['encoded as a whole', (text) => `#${encodeURIComponent(text)}`],
    ['encoded as a whole, twice', (text) => `#${encodeURIComponent(encodeURIComponent(text))}`],
    ['with each % encoded', (text) => `#${text.replaceAll('%', '%25').replaceAll('+', '%2B')}`],
    ['with %23 and encoded', (text) => `${site}%23${encodeURIComponent(text)}`],
    ['with the ampersands of HTML', (text) => `#${text.replaceAll('&', '&amp;')}`],
    ['at the end of a sentence', (text) => `#${text}.`],
    ['in brackets', (text) => `#${text}>).`],
    ['with blanks as %20', (text) => `#${text.replaceAll('+', '%20')}`],
  ])('%s is read with its values', (_what, change) => {
    expect(readLink(change(link))).toEqual({ values });
    fc.assert(
      fc.property(anyValues, (written) => {
        const read = readLink(change(formatLink(written)));
        // What cannot be told from the mangling is a problem, never another value.
        if (read && 'values' in read) expect(read.values).toEqual(written);
        else expect(read).toHaveProperty('problem');
      }),
      { numRuns: 200 },
    );
  });

  it('with one character changed is a problem', () => {
    for (let at = link.indexOf('&lab') + 5; at < link.length; at += 1) {
      if (/[%&=+]/.test(link.slice(at - 2, at + 1))) continue;
      const changed = `${link.slice(0, at)}${link.charAt(at) === 'x' ? 'y' : 'x'}${link.slice(at + 1)}`;
      expect([changed, readLink(changed)]).toEqual([
        changed,
        { problem: expect.any(String) as string, about: expect.any(String) as string },
      ]);
    }
  });

  it('of another version says so, and one of no value in time is long', () => {
    expect(readLink('#v=9&method=rsync&lab=x')).toEqual({ problem: 'version', about: '9' });
    expect(readLink(`${site}%23v=2&lab=x`)).toEqual({ problem: 'version', about: '2' });
    // As some mail programs write “=”.
    expect(readLink('#v=3D1&method=3Drsync&lab=3Dx')).toEqual({ problem: 'broken', about: '3D1' });
    expect(readLink(`#v=1&lab=${'x'.repeat(9000)}`)).toEqual({ problem: 'long', about: '9008' });
  });

  it.each(['', '#', '#check-the-copy', '#version', '#v', '/ways/rsync/', `${site}?q=v`, '?utm_source=x', '#a?b'])(
    'is not %j',
    (text) => {
      expect(readLink(text)).toBe(undefined);
    },
  );
});
