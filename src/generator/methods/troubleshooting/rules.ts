/** A step for each error. */
import type { WordRow } from '../../command/argv.ts';
import type { Rules } from '../../method.ts';
import type { Action } from '../../plan.ts';
import { makeStep, partsOf, runRows, toFacility, writeMessage } from '../../step.ts';
import type { MessageText } from '../../step.ts';
import { nameRemoteEnd, planCopy } from '../../steps/rsync-copy/rules.ts';
import {
  collectionParts,
  describeServer,
  jumpParts,
  loginParts,
  throughJump,
} from '../../steps/storage-server/rules.ts';
import type { texts } from './tables.ts';

type Texts = typeof texts;

export const rules = {
  plan({ facility, request, texts }) {
    const { host } = facility.storage;
    const path = collectionParts(facility, request);
    const login = loginParts(facility, request);
    const jump = jumpParts(facility, request);
    const slots = {
      ...partsOf(request),
      login,
      jump,
      host: [{ text: host }],
      path,
      labFolder: path.slice(0, 2),
    };
    const values = { ...describeServer(facility, texts.server), host };
    const place = request.computer === 'linux' ? 'lab server' : 'your computer';
    const { copy, cure } = planCopy(
      {
        from: nameRemoteEnd(login, path, jump),
        to: [{ text: request.destination, field: 'destination' }],
        computer: request.computer,
        where: { place },
      },
      texts.copy,
      values,
    );
    const commands: Readonly<Record<string, readonly WordRow[]>> = texts.commands;
    const commandsOnMac: Readonly<Record<string, readonly WordRow[]>> = texts.commandsOnMac;
    const messages: Readonly<Record<string, MessageText>> = texts.messages;
    const act = (id: string): Action => {
      const rows = (request.computer === 'macos' ? commandsOnMac[id] : undefined) ?? commands[id];
      const message = messages[id];
      if (rows) return runRows(rows[0]?.[1] === 'ssh' ? throughJump(facility, rows, texts.server) : rows, slots);
      if (message) return writeMessage(message, toFacility(facility), slots);
      return (id === 'verify-differs' ? cure : copy).action;
    };
    return { steps: Object.entries(texts.steps).map(([id, step]) => makeStep(id, step, { place }, act(id), values)) };
  },
} satisfies Rules<Texts>;
