/** A step for each error. */
import type { WordRow } from '../../command/argv.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillParts } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Action, Step } from '../../plan.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import type { MessageText, StepText } from '../../step.ts';
import { nameRemoteEnd, planCopy } from '../../steps/rsync-copy/rules.ts';
import { enterBySftp } from '../../steps/sftp-door/rules.ts';
import {
  collectionParts,
  describeServer,
  jumpParts,
  loginParts,
  throughJump,
} from '../../steps/storage-server/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;

export const rules = {
  plan({ facility, request, tables }) {
    const { host } = facility.storage;
    const path = collectionParts(facility, request);
    const login = loginParts(facility, request);
    const jump = jumpParts(facility, request);
    const slots = {
      ...partsOf(request),
      login,
      jump,
      host: [{ text: host }],
      hostLine: [{ text: `Host ${host}` }],
      path,
      labFolder: path.slice(0, 2),
    };
    const values = { ...describeServer(facility, tables.server), host };
    const place = request.computer === 'linux' ? 'lab server' : 'your computer';
    const inWindows = makeClicks(facility, request, tables);
    const { copy, cure } = planCopy(
      {
        from: nameRemoteEnd(login, path, jump),
        to: [{ text: request.destination, field: 'destination' }],
        computer: request.computer,
        where: { place },
      },
      tables.copy,
      values,
    );
    const commands: Readonly<Record<string, readonly WordRow[]>> = tables.commands;
    const commandsOnMac: Readonly<Record<string, readonly WordRow[]>> = tables.commandsOnMac;
    const messages: Readonly<Record<string, MessageText>> = tables.messages;
    const act = (id: string): Action => {
      const rows = (request.computer === 'macos' ? commandsOnMac[id] : undefined) ?? commands[id];
      const message = messages[id];
      if (rows) return runRows(rows[0]?.[1] === 'ssh' ? throughJump(facility, rows, tables.server) : rows, slots);
      if (message) return writeMessage(message, toFacility(facility), slots);
      return (id === 'verify-differs' ? cure : copy).action;
    };
    return {
      steps: Object.entries(tables.steps).map(
        ([id, step]) => inWindows(id, step) ?? makeStep(id, step, { place }, act(id), values),
      ),
    };
  },
} satisfies Rules<Tables>;

/** Makes the steps whose next thing is to click: at the computer with the program, whose server takes SFTP. */
function makeClicks(
  facility: RequestFacts,
  request: Values<Tables['fields']>,
  tables: Tables,
): (id: string, step: StepText) => Step | undefined {
  const server = enterBySftp(facility);
  const slots = { ...partsOf(request), labFolder: collectionParts(server, request).slice(0, 2) };
  const values = { ...describeServer(server, tables.server), host: server.storage.host };
  const clicks: Readonly<Record<string, readonly string[]>> = tables.clicks;
  return (id, step) => {
    const lines = clicks[id];
    if (!lines) return undefined;
    const action: Action = { kind: 'clicks', text: fillParts(lines.join('\n'), slots) };
    return makeStep(id, step, { place: 'your computer' }, action, values);
  };
}
