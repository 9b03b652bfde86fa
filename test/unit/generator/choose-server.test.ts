import { describe, expect, it } from 'vitest';
import { makeCalendar } from '../../../src/calendar/make-calendar.ts';
import { chooseServer } from '../../../src/generator/choose-server.ts';
import { checkTables } from '../../../src/generator/check-tables.ts';
import {
  fieldsOf,
  findDeletion,
  formatAction,
  formatScript,
  methodIds,
  planTransfer,
  spreadLocation,
  writeMoreTime,
} from '../../../src/generator/index.ts';
import type { Draft, Facility, Plan } from '../../../src/generator/index.ts';
import { fitMethod } from '../../../src/generator/fit-method.ts';
import { writeInvitation } from '../../../src/generator/share/invitation.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';
import { askRsync, lookAfter, lookBefore } from '../../rigs/long-commands.ts';
import { planOf } from '../../rigs/plans.ts';

const [listed] = exampleFacility.methods;
if (!listed) throw new Error('The example facility lists no method');

const two: Facility = {
  ...exampleFacility,
  otherStorage: [
    {
      name: 'the warm store',
      host: 'warm.example.edu',
      jumpHost: 'gate.example.edu',
      interim: {
        path: '/warm/raw images',
        keepDays: 30,
        keepDaysBy: { globus: 60 },
        cleanUpHour: 22,
        timeZone: 'Asia/Tokyo',
      },
      accounts: { grantedBy: 'The desk', outsideUsers: true },
    },
  ],
};

const draft = {
  method: 'rsync',
  account: 'jdoe',
  lab: 'curie-lab',
  collection: 'GRID1',
  destination: '/srv/data/GRID1',
  collected: '2026-11-20',
} as const satisfies Draft;
const today = '2026-11-23';

const commandsOf = ({ steps }: Plan): string => steps.map(({ action }) => formatAction(action)).join('\n');

describe('with one storage server', () => {
  it('no method asks for it, and the facility stays what it is', () => {
    for (const id of methodIds) expect(fieldsOf(id, exampleFacility)).not.toHaveProperty('storage');
    expect(chooseServer(exampleFacility, { method: 'rsync', storage: 'warm.example.edu' })).toBe(exampleFacility);
    expect(planOf(exampleFacility, { ...draft, storage: 'warm.example.edu' }, today)).toEqual(
      planOf(exampleFacility, draft, today),
    );
  });
});

describe('with two storage servers', () => {
  it('every method that is about a lab folder asks which, first of all', () => {
    const asking = methodIds.filter((id) => Object.keys(fieldsOf(id, two))[0] === 'storage');
    expect(asking).toEqual(methodIds.filter((id) => 'lab' in fieldsOf(id)));
    expect(fieldsOf('rsync', two).storage?.choices).toEqual({
      'storage.example.edu': 'storage',
      'warm.example.edu': 'the warm store',
    });
  });

  it('the first is that of whoever chooses none', () => {
    expect(commandsOf(planOf(two, draft, today))).toBe(commandsOf(planOf(exampleFacility, draft, today)));
    expect(planOf(two, draft, today).request.storage).toBe('storage.example.edu');
  });

  it('host, path, jump host, days, hour and time zone are those of the one that is chosen', () => {
    const { notices, steps, deletion } = planOf(two, { ...draft, storage: 'warm.example.edu' }, today);
    expect(steps.map(({ action }) => formatAction(action).replaceAll(' \\\n  ', ' '))).toContain(
      String.raw`ssh -J jdoe@gate.example.edu jdoe@warm.example.edu ${askRsync}${lookBefore}\''/warm/raw images/curie-lab/GRID1/.'\' ${lookAfter}`,
    );
    expect(commandsOf({ ...planOf(two, { ...draft, storage: 'warm.example.edu' }, today) })).not.toContain(
      'storage.example.edu',
    );
    expect(deletion).toMatchObject({ keepDays: 30, deletedFrom: '2026-12-20' });
    expect(notices[0]?.text).toContain('on or after 2026-12-20, from 22:00 Asia/Tokyo: in 27 days.');
  });

  it('one that there is not is a problem, which names those that there are', () => {
    expect(planTransfer(two, { ...draft, storage: 'cold.example.edu' }, today)).toEqual({
      problems: [
        {
          field: 'storage',
          message: 'Storage server: “cold.example.edu” is not one of the choices.',
          fix: 'Choose one of: storage.example.edu, warm.example.edu.',
        },
      ],
    });
  });

  it('a destination in the folder of the chosen one is refused', () => {
    const destination = '/warm/raw images/GRID1';
    expect(planTransfer(two, { ...draft, destination, storage: 'warm.example.edu' }, today)).toMatchObject({
      problems: [{ field: 'destination', message: expect.stringContaining('is on the storage server') as string }],
    });
    expect(planTransfer(two, { ...draft, destination }, today)).toHaveProperty('plan');
  });

  it('the script, the calendar, the message for more time and the invitation are about the chosen one', () => {
    const planned = planOf(two, { ...draft, storage: 'warm.example.edu' }, today);
    const script = formatScript(two, planned, { today, version: '0', link: 'https://data.example.edu/' });
    expect(script?.text).toContain('warm.example.edu');
    expect(script?.text).not.toContain('storage.example.edu');
    expect(formatAction(writeMoreTime(two, planned))).toContain('before they are deleted from the warm store');
    expect(findDeletion(two, { ...planned.request, method: 'globus' }, today).keepDays).toBe(60);
    const calendar = makeCalendar(two, {
      request: planned.request,
      link: 'https://data.example.edu/',
      now: new Date('2026-11-23T12:00:00Z'),
    }).replaceAll('\r\n ', '');
    // 22 o'clock in Tokyo.
    expect(calendar).toContain('DTSTART:20261220T130000Z');
    expect(calendar).toContain('are deleted from the warm store on or after 2026-12-20');
    const invited = writeInvitation(
      two,
      { method: 'rsync', lab: 'curie-lab', storage: 'warm.example.edu' },
      'https://data.example.edu/ways/rsync/',
      fitMethod(two, 'rsync', methods.rsync),
      checkTables,
      {},
    );
    if (!('message' in invited)) throw new Error('There are problems');
    expect(invited.link).toContain('storage=warm.example.edu');
    expect(formatAction(invited.message)).toContain('your data wait on the warm store, and are deleted after 30 days');
    expect(formatAction(invited.message)).toContain('What we know is filled in: storage server, lab folder.');
  });

  it('every message that names a lab folder says on which server it is', () => {
    const all = JSON.stringify(
      methodIds.map((id) => fitMethod(two, id, methods[id]).tables),
      (key, value: unknown) => (key === 'fields' ? undefined : value),
    );
    const bodies = [...all.matchAll(/"body":"(.*?[^\\])"/g)].map(([, body = '']) => body);
    const naming = bodies.filter((body) => body.includes('{lab}'));
    expect(naming.length).toBeGreaterThan(6);
    expect(naming.filter((body) => !body.includes('{storage}'))).toEqual([]);
    const { steps } = planOf(
      two,
      {
        method: 'drive',
        lab: 'curie-lab',
        collection: 'GRID1',
        email: 'jane@example.edu',
        storage: 'warm.example.edu',
        drive: '/media/jane/DISK',
        destination: '/srv/data/GRID1',
        size: '1 TB',
        drivePath: '/media/jane/DISK',
      },
      today,
    );
    expect(formatAction(steps[0]?.action ?? { kind: 'text', text: [] })).toContain(
      '\n\nStorage server: warm.example.edu\nLab folder: curie-lab\n',
    );
  });
});

describe('a pasted place', () => {
  const place = 'jdoe@warm.example.edu:/warm/raw images/curie-lab/GRID1/';

  it('says which server it is on, whichever was chosen', () => {
    for (const storage of ['', 'storage.example.edu', 'warm.example.edu']) {
      expect(spreadLocation(two, { method: 'rsync', collection: place, storage })).toEqual({
        method: 'rsync',
        account: 'jdoe',
        lab: 'curie-lab',
        collection: 'GRID1',
        storage: 'warm.example.edu',
      });
    }
  });

  it('without a host is on the chosen server, where several have such a folder', () => {
    const same: Facility = {
      ...two,
      otherStorage: (two.otherStorage ?? []).map((server) => ({ ...server, interim: two.storage.interim })),
    };
    const collection = '/data/images/curie-lab/GRID1';
    expect(spreadLocation(same, { method: 'rsync', collection, storage: 'warm.example.edu' }).storage).toBe(
      'warm.example.edu',
    );
    expect(spreadLocation(same, { method: 'rsync', collection }).storage).toBe('storage.example.edu');
  });

  it('of a server that the facts do not name stays as it is', () => {
    const typed: Draft = { method: 'rsync', collection: place.replace('warm.', 'hot.') };
    expect(spreadLocation(two, typed)).toBe(typed);
  });
});

describe('a server that only some ways bring images from', () => {
  const [warm] = two.otherStorage ?? [];
  const some: Facility = {
    ...two,
    methods: [listed, { ...listed, id: 'globus' }, { ...listed, id: 'drive' }],
    storage: { ...two.storage, ways: ['rsync', 'globus'] },
    otherStorage: warm ? [{ ...warm, ways: ['rsync', 'drive'] }] : [],
  };

  it('is not asked for with the others, and is the one of a way that has no other', () => {
    expect(Object.keys(fieldsOf('rsync', some))[0]).toBe('storage');
    expect(fieldsOf('globus', some)).toBe(fieldsOf('globus'));
    expect(fieldsOf('drive', some)).toBe(fieldsOf('drive'));
    expect(chooseServer(some, { method: 'globus', storage: 'warm.example.edu' }).storage).toBe(some.storage);
    expect(chooseServer(some, { method: 'drive' }).storage.name).toBe('the warm store');
  });

  it('is asked for where an error is explained: that is about all of them', () => {
    expect(Object.keys(fieldsOf('troubleshooting', some).storage?.choices ?? {})).toHaveLength(2);
  });
});
