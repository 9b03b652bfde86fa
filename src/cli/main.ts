#!/usr/bin/env node
/** argv → request → plan, printed. Exit status: 0 done, 1 problems, 2 usage. */
import { parseArgs } from 'node:util';
import { FacilityError, loadFacility } from '../facility/load.ts';
import { fieldNames, fields, formatLocalDay, planTransfer, spreadLocation } from '../generator/index.ts';
import { formatHelp, formatPlan, formatPlanAsJson, formatProblems } from './print.ts';

/** The command line cannot be understood; the message says why. */
class UsageError extends Error {
  override name = 'UsageError';
}

function readArguments(argv: readonly string[]): {
  values: Record<string, string | boolean>;
  method: string | undefined;
} {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(fieldNames.map((name) => [fields[name].flag, { type: 'string' as const }])),
        json: { type: 'boolean' },
        explain: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [method, extra] = positionals;
    if (extra !== undefined) throw new UsageError(`Unexpected “${extra}”: quote a value that has spaces.`);
    return { values, method };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs the command line and returns its exit status. */
function main(argv: readonly string[]): number {
  const { values, method } = readArguments(argv);
  if (values.help) {
    console.log(formatHelp(loadFacility()));
    return 0;
  }
  if (method === undefined) throw new UsageError('Name a method, for example: getting-your-data rsync');
  const facility = loadFacility();
  const typed = Object.fromEntries(fieldNames.map((name) => [name, values[fields[name].flag]]));
  const draft = spreadLocation(facility, { method, ...typed });
  const planned = planTransfer(facility, draft, formatLocalDay(new Date()));
  if ('problems' in planned) {
    console.error(formatProblems(planned.problems));
    return 1;
  }
  const { plan } = planned;
  console.log(values.json ? formatPlanAsJson(plan) : formatPlan(facility, plan, Boolean(values.explain)));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof FacilityError)) throw error;
  console.error(error.message);
  if (error instanceof UsageError) console.error('See getting-your-data --help.');
  process.exitCode = 2;
}
