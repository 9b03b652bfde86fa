import { describe, expect, it } from 'vitest';
import { checkRequest, fieldNames, fields, spreadLocation } from '../../../src/generator/index.ts';
import type { Draft } from '../../../src/generator/index.ts';
import { exampleFacility } from '../example-facility.ts';

const host = 'storage.example.edu';
const method = 'rsync';
const spread = (draft: Omit<Draft, 'method'>) => spreadLocation(exampleFacility, Object.freeze({ method, ...draft }));

describe('the field table', () => {
  it('asks in the order of the field names', () => {
    expect(Object.keys(fields)).toEqual([...fieldNames]);
    expect(fieldNames).toEqual(['account', 'lab', 'collection', 'computer', 'destination', 'session']);
  });

  it('gives examples that pass the check', () => {
    const examples = Object.fromEntries(fieldNames.map((name) => [name, fields[name].example]));
    expect(checkRequest(exampleFacility, { method, ...examples })).toEqual({ request: { method, ...examples } });
  });

  it('has a flag of its own for each field, of small letters', () => {
    const flags = fieldNames.map((name) => fields[name].flag);
    expect(new Set(flags).size).toBe(flags.length);
    expect(flags.filter((flag) => !/^[a-z]+$/.test(flag))).toEqual([]);
  });
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
