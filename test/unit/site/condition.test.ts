import { describe, expect, it } from 'vitest';
import type { Facility } from '../../../src/facility/schema.ts';
import { holds } from '../../../src/site/condition.ts';
import { exampleFacility } from '../../rigs/example-facility.ts';

const outside: Facility = {
  ...exampleFacility,
  storage: { ...exampleFacility.storage, accounts: { grantedBy: 'The manager', outsideUsers: true } },
};

describe('a condition', () => {
  it.each([
    [{ way: 'rsync' }, true],
    [{ way: 'petalibrary' }, false],
    [{ fact: 'globus.session' }, true],
    [{ fact: 'storage.jumpHost' }, false],
    [{ fact: 'petalibrary.usageFile' }, false],
    [{ not: 'storage.jumpHost' }, true],
    [{ not: 'storage.host' }, false],
    [{ not: 'storage.accounts.outsideUsers' }, true],
    [{ way: 'rsync', fact: 'storage.jumpHost' }, false],
    [{ way: 'rsync', not: 'storage.jumpHost' }, true],
  ])('%j holds of a facility: %s', (condition, is) => {
    expect(holds(exampleFacility, condition)).toBe(is);
  });

  it('takes a fact that is false as one that does not hold', () => {
    expect(holds(outside, { not: 'storage.accounts.outsideUsers' })).toBe(false);
    expect(holds(outside, { fact: 'storage.accounts.outsideUsers' })).toBe(true);
    expect(holds(exampleFacility, { fact: 'storage.accounts.outsideUsers' })).toBe(false);
  });

  it.each([
    [{ way: 'rsnyc' }, /^there is no method "rsnyc"\. Use one of: aws, /],
    [
      { fact: 'storage.jumpHosts' },
      /^there can be no fact "storage\.jumpHosts"\. src\/facility\/schema\.ts has them all\.$/,
    ],
    [{ not: 'storage.host.name' }, /^there can be no fact "storage\.host\.name"/],
  ])('%j is a mistake', (condition, says) => {
    expect(() => holds(exampleFacility, condition)).toThrow(says);
  });
});
