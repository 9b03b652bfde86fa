/** Each screen that is kept belongs to a step, and each step that can be run here has one. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFact } from '../../../src/facility/find-fact.ts';
import { loadFacility } from '../../../src/facility/load.ts';
import { everyExtra } from '../../../src/generator/every-extra.ts';
import { planExample } from '../../../src/form/live/example.ts';
import { baseOf } from '../../../src/form/live/screen-places.ts';
import { fieldsOf, methodIds } from '../../../src/generator/index.ts';
import type { Facility, MethodId, Plan } from '../../../src/generator/index.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import { allTables } from '../../../src/generator/transfer.ts';
import type { Screen } from '../../../src/screens/screen.ts';
import { notRecorded } from '../../rigs/screens/not-recorded.ts';
import { exampleBucket, exampleSftp } from '../../rigs/example-facility.ts';

const folder = join(import.meta.dirname, '../../../src/screens');
const kept = Object.fromEntries(
  globSync('*.json', { cwd: folder }).map((file): [string, Screen[]] => [
    basename(file, '.json'),
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as Screen[],
  ]),
);

/** The facility, with what the ways need that it lacks. */
const facts = loadFacility();
const facility: Facility = {
  ...facts,
  bucket: exampleBucket,
  storage: { ...facts.storage, sftp: exampleSftp },
};

const planned = new Map<string, Plan[]>();

/** The plans of a method with each of its choices, and with those that are given in any case. Most screens share them. */
function plansOf(method: MethodId, given: Readonly<Record<string, string>> = {}): Plan[] {
  const key = JSON.stringify([method, given]);
  const plans = planned.get(key) ?? planChoices(method, given);
  planned.set(key, plans);
  return plans;
}

function planChoices(method: MethodId, given: Readonly<Record<string, string>>): Plan[] {
  const fields = Object.entries(fieldsOf(method, facility));
  const choices = fields.flatMap(([name, field]) =>
    Object.keys(field.choices ?? {}).map((choice) => ({ [name]: choice })),
  );
  // What may be left empty adds steps.
  const optional = fields.flatMap(([name, { optional, choices, example }]) =>
    optional === true && !choices ? [[name, example] as const] : [],
  );
  return [{}, ...choices].flatMap((choice) =>
    [[], ...optional.map((one) => [one])].flatMap((entered) => {
      const draft = { ...Object.fromEntries(entered), ...choice, ...given, method };
      const kept = entered.map(([name]) => name);
      const made = planExample(facility, draft, methods[method], allTables, everyExtra, kept);
      return 'plan' in made ? [made.plan] : [];
    }),
  );
}

const fill = (text: string, { request }: Plan): string =>
  text.replaceAll(/\{([\w.]+)\}/g, (_, name: string) => request[name] ?? String(findFact(facility, name)));

describe.each(Object.entries(kept))('the screens of %s', (method, screens) => {
  it.each(screens.map((screen) => [`${screen.step}: ${screen.see ?? 'all is well'}`, screen] as const))(
    'belong to a step and an outcome of it: %s',
    (_, { step, see, when = {} }) => {
      const given = Object.fromEntries(Object.entries(when).map(([field, [value = '']]) => [field, value]));
      const plans = plansOf(method as MethodId, given).filter(({ steps }) => steps.some(({ id }) => id === step));
      expect(plans.length).toBeGreaterThan(0);
      const fields = fieldsOf(method as MethodId, facility);
      for (const [field, values] of Object.entries(when))
        expect(Object.keys(fields[field]?.choices ?? {})).toEqual(expect.arrayContaining([...values]));
      if (see === undefined) return;
      const seen = plans.some(
        (plan) =>
          plan.steps.find(({ id }) => id === step)?.otherwise.some((outcome) => outcome.see === fill(see, plan)) ??
          false,
      );
      expect(seen).toBe(true);
    },
  );

  it('are three at most for a step with the same choices, and no two are the same', () => {
    const groups = Map.groupBy(screens, ({ step, when }) => JSON.stringify([step, when]));
    for (const [of, group] of groups) {
      expect(group.filter(({ see }) => see === undefined).length, of).toBeLessThanOrEqual(1);
      expect(group.filter(({ see }) => see !== undefined).length, of).toBeLessThanOrEqual(2);
      expect(new Set(group.map(({ lines }) => lines.join('\n'))).size, of).toBe(group.length);
    }
  });

  it('fit on a screen, and tell nothing of the computer that made them', () => {
    for (const { step, lines } of screens) {
      expect(lines.length, step).toBeLessThanOrEqual(24);
      for (const line of lines) expect(line).not.toMatch(/\/tmp\/|127\.0\.0\.1|192\.0\.2|curie|GRID1|jdoe|marie/);
    }
  });
});

const withCommands = methodIds.filter((id) => id !== 'troubleshooting');
it.each(withCommands)('each command of %s has a screen, or a reason why it has none', (method) => {
  const commands = new Set(
    plansOf(method).flatMap(({ steps }) =>
      steps.flatMap(({ id, action }) => (action.kind === 'command' ? [baseOf(id)] : [])),
    ),
  );
  const recorded = (kept[method] ?? []).flatMap(({ step, see }) => (see === undefined ? [step] : []));
  const reasons = Object.keys(notRecorded[method] ?? {});
  expect([...new Set([...recorded.filter((id) => commands.has(id)), ...reasons])].sort()).toEqual([...commands].sort());
  expect(reasons.filter((id) => recorded.includes(id))).toEqual([]);
});
