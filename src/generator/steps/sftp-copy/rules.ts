/**
 * Brings a collection to Windows without WSL, with sftp, and compares every byte in PowerShell. These rules and their
 * tables are fetched together, once somebody has chosen it (`extras.ts`).
 */
import type { WordRow } from '../../command/argv.ts';
import { joinParts, quotePartsForSftp } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import { makeStep, runRows } from '../../step.ts';
import type { Where } from '../../step.ts';
import { collectionParts, describeServer, jumpParts, loginParts, throughJump } from '../storage-server/rules.ts';
import type { storageServerTables } from '../storage-server/tables.ts';
import type { sftpCopyTables } from './tables.ts';

interface Request {
  readonly account: string;
  readonly lab: string;
  readonly collection: string;
  readonly destination: string;
}

/** sftp cuts its own line off at 2048 bytes; a path is far shorter, unless it cannot be had anyway. */
const longestPath = 700;

/** What PowerShell or sftp cannot carry: the quote mark of the one, and what the other takes for a slash. */
export function findForSftp({ lab, collection, destination }: Request): Finding[] {
  const awkward = Object.entries({ lab, collection }).filter(([, name]) => /["\\]/.test(name));
  return [
    ...awkward.map(([field]) => ({ field, problem: 'windowsName' })),
    ...(destination.length > longestPath ? [{ field: 'destination', problem: 'windowsLong' }] : []),
  ];
}

export function noticeSftp({ destination }: Request, { notices }: typeof sftpCopyTables): Notice[] {
  const about = (text: string): Notice => ({ field: 'destination', text: fillText(text, { destination }) });
  return [
    { text: notices.halves },
    { text: notices.awake },
    ...(/\\OneDrive/i.test(destination) ? [about(notices.oneDrive)] : []),
    ...(destination.startsWith('\\') ? [about(notices.share)] : []),
    { text: notices.run },
  ];
}

export function planSftpCopy(
  facility: RequestFacts,
  request: Request,
  windows: typeof sftpCopyTables,
  server: typeof storageServerTables,
): Step[] {
  const { lab, collection, destination } = request;
  const { interim } = facility.storage;
  const path = collectionParts(facility, request);
  const login = loginParts(facility, request);
  const to = (text: string): Span[] => [{ text, field: 'destination' }];
  const isShare = destination.startsWith('\\');
  const slots = {
    login,
    jump: jumpParts(facility, request),
    collection: path,
    source: [...login, { text: ':' }, ...quotePartsForSftp([...path, { text: '/.' }])],
    target: quotePartsForSftp(to(destination.replaceAll('\\', '/'))),
    destination: to(destination),
    // That of a drive is its letter; of a share, computer and share.
    drive: to(isShare ? destination.split('\\', 4).join('\\') : destination.slice(0, 1)),
    most: [{ text: `most=${String(Math.max(0, 260 - destination.length))}` }],
  };
  const where: Where = { place: 'your computer' };
  const route = {
    from: `${interim.path}/${lab}/${collection}`,
    to: destination,
    isRemote: true,
    keepsLinks: false,
    linksOut: 'left',
  } as const;
  const words = describeServer(facility, server);
  const isQuoted = joinParts([...slots.source, ...slots.target]).includes('"');
  const rowsOf = (id: string, rows: readonly WordRow[]): readonly WordRow[] => {
    const reached = /^(?:check|copy|resume|verify)$/.test(id) ? throughJump(facility, rows, server) : rows;
    return isQuoted && rows[0]?.[1] === 'sftp'
      ? [...windows.legacy.before, ...reached, ...windows.legacy.after]
      : reached;
  };
  return (['check', 'folder', isShare ? 'spaceShare' : 'space', 'copy', 'resume', 'verify', 'cure'] as const).map(
    (id) => {
      const step = windows.steps[id];
      return makeStep(
        id.replace('Share', ''),
        step,
        id === 'space' ? where : { ...where, route },
        runRows(rowsOf(id, step.rows), slots, 'powershell'),
        words,
      );
    },
  );
}
