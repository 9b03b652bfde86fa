import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { findTime, makeCalendar } from '../../../src/calendar/make-calendar.ts';
import type { Facility } from '../../../src/generator/index.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const request = {
  method: 'rsync',
  lab: 'smith-lab',
  collection: 'GRID1',
  collected: '2026-11-20',
  collectedUntil: '2026-11-23',
};
const link = 'https://data.example.edu/ways/rsync/#v=1&method=rsync&lab=smith-lab&collection=GRID1';
const now = new Date('2026-11-23T12:00:00Z');
const make = (more: object = {}, facility = exampleFacility) =>
  makeCalendar(facility, { request: { ...request, ...more }, link, now });
const inZone = (timeZone: string): Facility => {
  const { storage } = exampleFacility;
  return { ...exampleFacility, storage: { ...storage, interim: { ...storage.interim, timeZone } } };
};

/** What another parser reads. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  if (!event || more.length > 0) throw new Error('not one event');
  const value = (component: ICAL.Component, name: string) => String(component.getFirstPropertyValue(name));
  return {
    uid: value(event, 'uid'),
    stamp: value(event, 'dtstamp'),
    start: value(event, 'dtstart'),
    summary: value(event, 'summary'),
    description: value(event, 'description'),
    url: value(event, 'url'),
    alarms: event
      .getAllSubcomponents('valarm')
      .map((alarm) => [value(alarm, 'action'), value(alarm, 'trigger'), value(alarm, 'description')]),
  };
}

describe('a reminder', () => {
  it('is one event on the day of the first deletion, with two alarms and the way back, as another parser reads it', () => {
    expect(read(make())).toEqual({
      uid: expect.stringMatching(/^deletion-example_em-GRID1-[a-z0-9]{4}@storage\.example\.edu$/) as string,
      stamp: '2026-11-23T12:00:00Z',
      start: '2026-11-30',
      summary: 'Example EM: the first images of smith-lab, GRID1 are deleted from today on',
      description: [
        'The first images, of 2026-11-20, are deleted from storage on or after 2026-11-30. The last ones, of 2026-11-23, on or after 2026-12-03. Be done, and verified, by the end of 2026-11-29.',
        `The commands: ${link}`,
        'Need more time? Ask the manager before.',
        'Two alarms are in this entry, three days and one day before, at 9 o’clock. Thunderbird reads them; Google Calendar and Outlook are reported to leave them out, and Apple Calendar at times: look whether yours shows them, and set your own if not.',
      ].join('\n\n'),
      url: link,
      alarms: [
        ['DISPLAY', '-P2DT15H', 'In 3 days: the first images of smith-lab, GRID1 are deleted'],
        ['DISPLAY', '-PT15H', 'In 1 day: the first images of smith-lab, GRID1 are deleted'],
      ],
    });
  });

  it('is the same event for the same collection, and another for another', () => {
    const uid = (more: object) => read(make(more)).uid;
    expect(uid({ collected: '2026-11-21' })).toBe(uid({}));
    expect(uid({ collection: 'GRID2' })).not.toBe(uid({}));
    expect(make()).toBe(make());
  });

  it('made later has a larger number, and says when it was made, so that it changes the one before', () => {
    const at = (time: string) => makeCalendar(exampleFacility, { request, link, now: new Date(time) });
    const numberOf = (text: string) => Number(/^SEQUENCE:(\d+)\r$/m.exec(text)?.[1]);
    const times = ['2026-11-23T12:00:00Z', '2026-11-23T12:00:01Z', '2026-11-24T08:00:00Z', '2062-01-01T00:00:00Z'];
    const numbers = times.map((time) => numberOf(at(time)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(times.length);
    expect(numbers[0]).toBeGreaterThan(0);
    expect(numbers.at(-1)).toBeLessThan(2 ** 31);
    // On a computer whose clock is wrong.
    expect(numberOf(at('1970-01-01T00:00:00Z'))).toBe(0);
    expect(at('2026-11-23T12:00:00Z')).toContain('\r\nLAST-MODIFIED:20261123T120000Z\r\n');
  });

  it('names all of several collections', () => {
    expect(read(make({ alsoCollections: 'GRID2/GRID 3' })).summary).toBe(
      'Example EM: the first images of smith-lab, GRID1, GRID2, GRID 3 are deleted from today on',
    );
  });

  it.each([
    ['America/Denver', 5, ['-P2DT20H', '-PT20H']],
    ['Europe/Helsinki', 22, ['-P3DT13H', '-P1DT13H']],
  ] as const)(
    'has its alarms at 9 in the morning of %s, whatever the hour of deletion',
    (zone, cleanUpHour, triggers) => {
      const { storage } = exampleFacility;
      const interim = { ...storage.interim, timeZone: zone, cleanUpHour };
      const facility = { ...exampleFacility, storage: { ...storage, interim } };
      expect(read(make({}, facility)).alarms.map(([, trigger]) => trigger)).toEqual(triggers);
      // The clocks go back on 2026-11-01, an hour more.
      const changed = read(make({ collected: '2026-10-23' }, facility)).alarms.map(([, trigger]) => trigger);
      expect(changed[0]).toBe(zone === 'America/Denver' ? '-P2DT21H' : '-P3DT13H');
    },
  );

  it('of a facility with any name is read by another parser', () => {
    const text = make({}, { ...exampleFacility, name: 'Überlinger, R&D; "EM"//x:\\n' });
    expect(text).toContain('\r\nPRODID:-//Überlinger  R D   EM   x  n//getting-your-data//EN\r\n');
    expect(read(text).summary).toMatch(/^Überlinger, R&D; "EM"\/\/x:\\n: the first images/);
  });

  it('begins at the hour of the facility, where its time zone is known', () => {
    expect(read(make({}, inZone('America/Denver'))).start).toBe('2026-11-30T12:00:00Z');
    expect(read(make({ collected: '2026-06-01' }, inZone('America/Denver'))).start).toBe('2026-06-11T11:00:00Z');
  });

  it.each(['Pacific/Kiritimati', 'America/Denver', 'Asia/Tokyo'])('is on the same day when made in %s', (zone) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    const { start } = read(make());
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(start).toBe('2026-11-30');
  });

  it('has only lines that end with CR LF and are at most 75 bytes, and carries any name', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        "O'Brien; lab, \\n",
        'a:b;c,d\\',
        'é'.repeat(90),
        '日本語'.repeat(20),
        'BEGIN:VEVENT',
        '😀'.repeat(40),
      ),
    );
    fc.assert(
      fc.property(name, name, (lab, collection) => {
        // What no shell carries is no name: it was refused before.
        fc.pre(!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(lab + collection));
        const text = make({ lab, collection });
        expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/);
        for (const line of text.split('\r\n')) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        }
        expect(read(text).summary).toBe(
          `Example EM: the first images of ${lab}, ${collection} are deleted from today on`,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('of no first day is refused', () => {
    expect(() => make({ collected: '' })).toThrow(RangeError);
  });

  it('is taken in by calcurse, a calendar program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'calendar-'));
    try {
      const file = join(folder, 'reminder.ics');
      writeFileSync(file, make({ lab: "O'Brien; lab, \\x" }));
      const calcurse = (...args: string[]) =>
        execFileSync('calcurse', ['-D', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      calcurse('-q', '-i', file);
      const seen = calcurse('-Q', '--from', '11/29/2026', '--days', '3');
      expect(seen).toContain('11/30/26:');
      expect(seen).toContain("Example EM: the first images of O'Brien; lab, \\x, GRID1 are deleted from today on");
      expect(seen).not.toMatch(/11\/29|12\/01/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('an hour of a zone is the point in time at which its clocks show it, by the platform', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const zone = fc.constantFrom('America/Denver', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  fc.assert(
    fc.property(day, fc.integer({ min: 4, max: 23 }), zone, (date, hour, timeZone) => {
      const shown = findTime(date, hour, timeZone).toLocaleString('sv', { timeZone });
      expect(shown).toBe(`${date} ${String(hour).padStart(2, '0')}:00:00`);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  // An hour that clocks skip goes forward, one that they show twice is the first.
  ['2026-03-08', 2, 'America/Denver', '2026-03-08T09:00:00.000Z', '03:00'],
  ['2026-03-29', 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z', '03:00'],
  ['2026-09-06', 0, 'America/Santiago', '2026-09-06T04:00:00.000Z', '01:00'],
  ['2026-10-04', 2, 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', '02:30'],
  ['2026-11-01', 1, 'America/Denver', '2026-11-01T07:00:00.000Z', '01:00'],
  ['2026-10-25', 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z', '02:00'],
])('the hour of a change of clocks: %s at %i in %s is %s', (day, hour, timeZone, time, shown) => {
  const found = findTime(day, hour, timeZone);
  expect(found.toISOString()).toBe(time);
  expect(found.toLocaleTimeString('sv', { timeZone })).toBe(`${shown}:00`);
});
