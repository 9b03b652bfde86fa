/** What to know of a copy with rsync before it begins. */
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Notice } from '../../problem.ts';
import { noticeDisk } from '../../steps/disk/rules.ts';
import { planRule } from '../../steps/leave-out/rules.ts';
import { findParent, settleLogin } from './settle.ts';
import type { Request } from './settle.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;

/** What is worth saying of the choices, and of what the facility states. */
export function findNotices(
  facility: RequestFacts,
  request: Request,
  { notices, connection, disks, leaveOut }: Tables,
): Notice[] {
  const rule = planRule(facility, request, leaveOut);
  const { computer, session, collection, alsoCollections, destination, keys, streams, live } = request;
  const { keys: settled, live: isLive, connections } = settleLogin(facility, request);
  const isWindows = computer === 'windows';
  const globus = facility.methods.find(({ id }) => id === 'globus');
  return [
    ...(alsoCollections
      ? [
          {
            field: 'alsoCollections' as const,
            text: fillText(notices.several, { parent: findParent(request) || '/' }),
          },
          ...(settled === 'password' && connections !== 'once'
            ? [{ field: 'keys' as const, text: notices.severalPassword }]
            : []),
        ]
      : isWindows || destination.endsWith(`/${collection}`)
        ? []
        : [{ field: 'destination' as const, text: fillText(notices.straightInto, { destination }) }]),
    ...(isWindows
      ? [
          {
            text: fillText(notices.windows, {
              other: globus ? fillText(notices.orOther, { title: globus.title }) : '',
            }),
          },
        ]
      : session === 'none'
        ? [{ text: notices.noSession }]
        : []),
    ...(computer === 'wsl' ? [{ text: notices.wsl }] : []),
    ...(isWindows ? [] : noticeDisk(request, disks)),
    ...(rule
      ? [{ field: 'leaveOut', text: fillText(leaveOut.notice, { endings: rule.endings, when: rule.when }) }]
      : []),
    ...(!isWindows && isLive === 'yes'
      ? [
          { field: 'live' as const, text: notices.live },
          ...(streams === '4' ? [{ field: 'streams' as const, text: notices.liveOne }] : []),
          ...(computer === 'macos' ? [{ text: notices.liveMac }] : []),
        ]
      : []),
    ...(settled === 'new' && keys !== 'new'
      ? [live === 'yes' ? { field: 'live', text: notices.liveKey } : { field: 'streams', text: notices.streamsKey }]
      : []),
    ...(settled === 'new' && !facility.storage.keys
      ? [{ field: 'keys', text: fillText(notices.keys, { manager: facility.contact.role }) }]
      : []),
    ...(facility.storage.keys === 'not accepted' && (streams === '4' || live !== isLive || /new|key/.test(keys))
      ? [{ field: 'keys', text: notices.noKeys }]
      : []),
    ...(request.connections === 'once' ? noticeConnection(facility, request, connection) : []),
  ];
}

/** What becomes of one login for all commands: whether it can be had, as far as the facts say so. */
function noticeConnection(
  { storage, contact }: RequestFacts,
  { computer, streams, live }: Request,
  { notices }: Tables['connection'],
): Notice[] {
  const field = 'connections';
  if (computer === 'windows') return [{ field, text: notices.windows }];
  if (storage.sharedLogin === 'not allowed') return [{ field, text: notices.notAllowed }];
  return [
    ...(storage.sharedLogin ? [] : [{ field, text: fillText(notices.ask, { manager: contact.role }) }]),
    ...(streams === '4' && live !== 'yes' ? [{ field: 'streams', text: notices.oneStream }] : []),
  ];
}
