import { describe, expect, it } from 'vitest';
import { checkRequest, fieldsOf, isAsked, methodIds, spreadLocation } from '../../../src/generator/index.ts';
import type { Draft } from '../../../src/generator/index.ts';
import { loadFacility } from '../../../src/facility/load.ts';
import { draftExample, listConditions } from '../../../src/generator/request.ts';
import { exampleBucket, exampleFacility, exampleSftp } from '../../rigs/example-facility.ts';

/** Our facts, and those that ways need which we do not have. */
const ours = loadFacility();
const everyFact = { ...ours, bucket: exampleBucket, storage: { ...ours.storage, sftp: exampleSftp } };

const host = 'storage.example.edu';
const method = 'rsync';
const spread = (draft: Omit<Draft, 'method'>) => spreadLocation(exampleFacility, Object.freeze({ method, ...draft }));

describe.each(methodIds)('the fields of %s', (id) => {
  const fields = fieldsOf(id);

  it('have a flag each, of small letters, and either choices or a kind', () => {
    const flags = Object.values(fields).map(({ flag }) => flag);
    expect(new Set(flags).size).toBe(flags.length);
    expect(flags.filter((flag) => !/^[a-z]+(-[a-z]+)*$/.test(flag))).toEqual([]);
    const neither = Object.entries(fields).filter(([, { choices, kind }]) => Boolean(choices) === Boolean(kind));
    expect(neither).toEqual([]);
  });

  it('are asked for only by fields that stand before them, and choices that these have', () => {
    const names = Object.keys(fields);
    for (const [name, { when }] of Object.entries(fields)) {
      for (const [of, values] of listConditions(when)) {
        expect(names.slice(0, names.indexOf(name))).toContain(of);
        if (values === 'any') continue;
        // The value '' is that of a field that is not asked for.
        const choices = ['', ...Object.keys(fields[of]?.choices ?? {})];
        expect(choices).toEqual(expect.arrayContaining([...values]));
      }
    }
  });

  it('have examples that pass the check', () => {
    const asked = Object.entries(fields).filter(([name]) => isAsked(fields, { method: id }, name));
    const draft = Object.fromEntries(
      asked.map(([name, { choices, example }]) => [name, choices ? undefined : example]),
    );
    expect(checkRequest(everyFact, { ...draft, method: id })).toHaveProperty('request');
  });

  it('have a worked example for each choice, unless a choice itself is a problem', () => {
    const choices = Object.entries(fields).flatMap(([name, field]) =>
      Object.keys(field.choices ?? {}).map((value) => ({ [name]: value })),
    );
    for (const one of [{}, ...choices]) {
      for (const two of [{}, ...choices]) {
        const checked = checkRequest(everyFact, draftExample(fields, { ...one, ...two, method: id }));
        const wrong = 'problems' in checked ? checked.problems.filter(({ field }) => !fields[field]?.choices) : [];
        expect(wrong).toEqual([]);
      }
    }
  });
});

it('one flag means the same field in every method', () => {
  const fieldByFlag = new Map<string, string>();
  for (const [name, { flag }] of methodIds.flatMap((id) => Object.entries(fieldsOf(id)))) {
    expect(fieldByFlag.get(flag) ?? name).toBe(name);
    fieldByFlag.set(flag, name);
  }
});

describe('a place pasted into one field', () => {
  const whole = { account: 'jdoe', lab: 'smith-lab', collection: 'GRID1' };

  it.each(['account', 'lab', 'collection'] as const)(
    'is spread over account, lab folder and collection from %s',
    (name) => {
      expect(spread({ [name]: `jdoe@${host}:/data/images/smith-lab/GRID1/` })).toEqual({ method, ...whole });
      expect(spread({ [name]: `jdoe@${host}:/data/images/smith-lab/GRID1` })).toEqual({ method, ...whole });
    },
  );

  it('may have no account', () => {
    expect(spread({ collection: `${host}:/data/images/smith-lab/GRID1`, account: 'me' })).toEqual({
      method,
      ...whole,
      account: 'me',
    });
  });

  it('may have an account with @ in it', () => {
    expect(spread({ account: `jdoe@example.edu@${host}` })).toEqual({ method, account: 'jdoe@example.edu' });
  });

  it('may be the path alone, of the collection or of the lab folder', () => {
    expect(spread({ collection: '/data/images/smith-lab/GRID1' })).toEqual({
      method,
      lab: 'smith-lab',
      collection: 'GRID1',
    });
    expect(spread({ lab: '/data/images/smith-lab/', collection: 'GRID2' })).toEqual({
      method,
      lab: 'smith-lab',
      collection: 'GRID2',
    });
  });

  it('keeps spaces and quotes in names', () => {
    expect(spread({ collection: "/data/images/smith lab/O'Brien grid (2)" })).toEqual({
      method,
      lab: 'smith lab',
      collection: "O'Brien grid (2)",
    });
  });

  it('leaves the other fields alone', () => {
    expect(spread({ account: `jdoe@${host}`, destination: '/srv', computer: 'macos', session: 'tmux' })).toEqual({
      method,
      account: 'jdoe',
      destination: '/srv',
      computer: 'macos',
      session: 'tmux',
    });
  });

  it('agrees with what the other fields say already', () => {
    expect(spread({ ...whole, collection: `jdoe@${host}:/data/images/smith-lab/GRID1` })).toEqual({ method, ...whole });
  });

  it.each([
    ['contradicts the account', { account: 'me', collection: `jdoe@${host}:/data/images/smith-lab/GRID1` }],
    ['contradicts the lab folder', { lab: 'jones-lab', collection: '/data/images/smith-lab/GRID1' }],
    ['goes deeper than a collection', { collection: '/data/images/smith-lab/GRID1/movies' }],
    ['has an empty name in it', { collection: '/data/images/smith-lab//GRID1' }],
    ['is on another host', { collection: 'jdoe@other.example.org:/data/images/smith-lab/GRID1' }],
    ['only begins like the host', { collection: `jdoe@${host}.example.org:/data/images/smith-lab/GRID1` }],
    ['only ends like the host', { collection: `jdoe@other-${host}:/data/images/smith-lab/GRID1` }],
    ['is elsewhere on the storage server', { collection: '/data/other/smith-lab/GRID1' }],
    ['is elsewhere on the storage server, with its host', { collection: `jdoe@${host}:/data/other/smith-lab/GRID1` }],
    ['is beside the folder of lab folders', { collection: '/data/images-old/smith-lab/GRID1' }],
    ['is the folder of lab folders itself', { lab: '/data/images/' }],
    ['has a blank before it', { lab: ' /data/images/smith-lab/GRID1' }],
    ['is a plain name', { account: 'jdoe', lab: 'smith-lab', collection: 'GRID1' }],
    ['is empty', {}],
  ])('is left as it was typed when it %s', (_why, draft) => {
    expect(spread(draft)).toEqual({ method, ...draft });
  });
});

describe('a field that may be left empty under a condition', () => {
  const ids = { email: 'jdoe@example.edu', sourcePath: '/', receiverName: 'Smith Lab', receiverPath: '/~/GRID1' };
  const emptyFields = (way: string): string[] => {
    const planned = checkRequest(exampleFacility, {
      method: 'globus',
      lab: 'smith-lab',
      collection: 'GRID1',
      way,
      ...ids,
    });
    return 'problems' in planned ? planned.problems.map(({ field }) => field) : [];
  };

  it('may be empty while that holds, and must be filled in while it does not', () => {
    expect(emptyFields('browser')).toEqual([]);
    expect(emptyFields('cli')).toEqual(['source', 'receiverId']);
  });

  it('has its placeholder in the worked example only where it must be filled in', () => {
    const fields = fieldsOf('globus');
    expect(draftExample(fields, { method: 'globus' }).source).toBeUndefined();
    expect(draftExample(fields, { method: 'globus', way: 'cli' }).source).toMatch(/^[0-]+$/);
  });
});
