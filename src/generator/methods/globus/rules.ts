/** Which of the ways through Globus, and what is wrong between its fields. */
import { formatCodePoint } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Step } from '../../plan.ts';
import type { Finding } from '../../problem.ts';
import { planBrowser } from './browser.ts';
import { planCli } from './cli.ts';
import { planFollow } from './follow.ts';
import { startSteps } from './make-steps.ts';
import type { Request, Tables } from './make-steps.ts';
import { splitPath } from './paths.ts';
import { planServer } from './server.ts';

export const rules = {
  find({ facility, request, names }) {
    const { way, receiver, computer, lab, collection, sourcePath, receiverPath, receiverName, alsoCollections } =
      request;
    const found: Finding[] = [];
    const values = { lab, collection, sourcePath, receiverName, receiverPath, alsoCollections };
    const add = (problem: string, pattern: RegExp, fields: readonly (keyof typeof values)[]): void => {
      for (const field of fields) {
        const bad = pattern.exec(values[field])?.[0];
        if (bad) found.push({ field, problem, values: { codePoint: formatCodePoint(bad) } });
      }
    };
    if (way === 'server') {
      if (!facility.globus) found.push({ field: 'way', problem: 'noClient' });
      add('comma', /,/, ['lab', 'collection']);
    }
    if (receiver === 'personal' && /linux|wsl/.test(computer)) add('comma', /,/, ['receiverPath']);
    if (way !== 'cli') return found;
    if (computer === 'windows') {
      add('windowsCharacters', /["\\]/, ['collection', 'sourcePath', 'receiverName', 'receiverPath']);
      if (alsoCollections) found.push({ field: 'alsoCollections', problem: 'windowsList' });
    }
    if (!alsoCollections) return found;
    // Python's splitlines, which reads the list, ends a line at these two as well.
    add('lineSeparator', /[\u2028\u2029]/, ['sourcePath', 'receiverPath', 'alsoCollections']);
    if (!splitPath(sourcePath)[1]) found.push({ field: 'sourcePath', problem: 'noParent' });
    for (const path of [sourcePath, receiverPath]) {
      const list = [splitPath(path)[1], ...(names.alsoCollections ?? [])];
      const name = list.find((one, index) => list.indexOf(one) < index);
      if (name) found.push({ field: 'alsoCollections', problem: 'twice', values: { name: `“${name}”` } });
    }
    return found;
  },
  plan({ facility, request, names, tables }) {
    const { way, receiver, computer, live } = request;
    const { notices } = tables;
    const manager = facility.contact.role;
    const { outsideUsers } = facility.storage.accounts;
    const shown = [
      ...(way === 'server' ? [notices.server, ...(outsideUsers ? [] : [notices.notOutside])] : []),
      ...(way === 'cli' && live === 'yes' ? [notices.live] : []),
      ...(receiver === 'personal' ? [notices.personal] : []),
      ...(way === 'cli' && computer === 'windows' ? [notices.windows] : []),
      ...(/cli|follow/.test(way) ? [notices.unread] : []),
    ];
    return {
      steps: planWay(facility, request, names.alsoCollections ?? [], tables),
      notices: shown.map((text) => ({ text: fillText(text, { manager }) })),
    };
  },
} satisfies Rules<Tables>;

function planWay(facility: RequestFacts, request: Request, others: readonly string[], tables: Tables): Step[] {
  const maker = startSteps(facility, request, others, tables);
  switch (request.way) {
    case 'browser':
      return planBrowser(facility, request, tables, maker);
    case 'cli':
      return planCli(facility, request, tables, maker);
    case 'follow':
      return planFollow(maker);
    case 'server':
      return planServer(facility, tables, maker);
  }
}
