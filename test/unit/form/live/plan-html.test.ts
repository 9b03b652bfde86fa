import { expect, it } from 'vitest';
import { mailAddress } from '../../../../src/form/live/plan-html.ts';
import type { Message } from '../../../../src/generator/index.ts';

it.each([
  ['lab@example.edu', 'lab@example.edu'],
  ['lab?bcc=other@example.org', 'lab%3Fbcc%3Dother@example.org'],
  ['lab&bcc=other,third@example.edu', 'lab%26bcc%3Dother%2Cthird@example.edu'],
  ['a%0Abcc:b@example.edu', 'a%250Abcc%3Ab@example.edu'],
])('a link to a mail program names %s alone as receiver', (email, written) => {
  const message = { kind: 'message', to: 'the manager', email, subject: [{ text: 'A & B' }], body: [{ text: 'C?' }] };
  const address = new URL(mailAddress(message as unknown as Message));
  expect(address.pathname).toBe(written);
  expect([...address.searchParams]).toEqual([
    ['subject', 'A & B'],
    ['body', 'C?'],
  ]);
});
