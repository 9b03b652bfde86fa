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
      ].join('\n\n'),
      url: link,
      alarms: [
        ['DISPLAY', '-P3D', 'In 3 days: the first images of smith-lab, GRID1 are deleted'],
        ['DISPLAY', '-P1D', 'In 1 day: the first images of smith-lab, GRID1 are deleted'],
      ],
    });
  });

  it('is the same event for the same collection, and another for another', () => {
    const uid = (more: object) => read(make(more)).uid;
    expect(uid({ collected: '2026-11-21' })).toBe(uid({}));
    expect(uid({ collection: 'GRID2' })).not.toBe(uid({}));
    expect(make()).toBe(make());
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
