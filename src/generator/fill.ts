/** `{name}` in a sentence, filled in. A name without a value throws: nothing is made with a hole in it. */
import type { Span } from './command/quote.ts';

/** The value of that name. Throws a RangeError when there is none: nothing is made with a hole in it. */
export function demand<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new RangeError(`No value for {${name}}`);
  return value;
}

/** Fills `{name}` in a sentence. Throws a RangeError when a name has no value. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  // Most sentences of a plan have none: to look for one costs a fraction.
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(demand(values, name)));
}

/** Fills `{name}` in a sentence with parts, which keep their fields. Throws a RangeError when a name has none. */
export function fillParts(text: string, slots: Readonly<Record<string, readonly Span[]>>): Span[] {
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .flatMap((piece) => (/^\{\w+\}$/.test(piece) ? demand(slots, piece.slice(1, -1)) : [{ text: piece }]));
}
