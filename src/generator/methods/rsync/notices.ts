/** What to know of a copy with rsync before it begins. */
import { take } from '../../extras.ts';
import type { Extras } from '../../extras.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Notice } from '../../problem.ts';
import { noticeDisk } from '../../steps/disk/rules.ts';
import type { Rule } from '../../steps/leave-out/rules.ts';
import { findParent, settleLogin } from './settle.ts';
import type { Request } from './settle.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;

/** What is worth saying of the choices, and of what the facility states. */
export function findNotices(
  facility: RequestFacts,
  request: Request,
  { notices, disks }: Tables,
  extras: Extras,
  rule: Rule | undefined,
): Notice[] {
  const { computer, session, keys, streams, live } = request;
  const { keys: settled, live: isLive } = settleLogin(facility, request);
  const windows = computer === 'windows' ? take(extras, 'windows') : undefined;
  return [
    ...noticeFolders(facility, request, notices),
    ...(windows
      ? windows.noticeSftp(request, windows.sftpCopyTables)
      : session === 'none'
        ? [{ text: notices.noSession }]
        : []),
    ...(computer === 'wsl' || computer === 'macos' ? [{ text: notices[computer] }] : []),
    ...(windows ? [] : noticeDisk(request, disks, 'look', request.links)),
    ...(rule ? [{ field: 'leaveOut', text: rule.notice }] : []),
    ...(!windows && isLive === 'yes'
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
  ];
}

/** Which folders the collections go into, and what several of them ask for. */
function noticeFolders(facility: RequestFacts, request: Request, notices: Tables['notices']): Notice[] {
  const { computer, collection, alsoCollections, destination } = request;
  if (!alsoCollections) {
    const hasFolder = destination.endsWith(`${computer === 'windows' ? '\\' : '/'}${collection}`);
    return hasFolder ? [] : [{ field: 'destination', text: fillText(notices.straightInto, { destination }) }];
  }
  const { keys, connections } = settleLogin(facility, request);
  return [
    { field: 'alsoCollections', text: fillText(notices.several, { parent: findParent(request) || '/' }) },
    ...(keys === 'password' && connections !== 'once' ? [{ field: 'keys', text: notices.severalPassword }] : []),
  ];
}
