import { describe, expect, it } from 'vitest';
import { fillText } from '../../../src/generator/fill.ts';

describe('a sentence', () => {
  it('is filled with its values wherever they are asked for', () => {
    expect(fillText('{a} and {b}, {a}.', { a: '1', b: '2' })).toBe('1 and 2, 1.');
  });

  it('takes a value as it is, braces and dollar signs too', () => {
    expect(fillText('{a}{b}', { a: '{b} $& $1', b: '{a}' })).toBe('{b} $& $1{a}');
  });

  it('stops at a name that has no value', () => {
    expect(() => fillText('Ask {manager}.', {})).toThrow(new RangeError('No value for {manager}'));
  });
});
