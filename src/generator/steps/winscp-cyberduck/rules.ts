/** The steps of a copy by WinSCP or Cyberduck, up to its proof. */
import type { Span } from '../../command/quote.ts';
import { joinParts } from '../../command/quote.ts';
import { demand, fillParts } from '../../fill.ts';
import { hashText } from '../../hash.ts';
import type { Action, Place, Step } from '../../plan.ts';
import type { StepText } from '../../step.ts';
import { makeBookmark } from './bookmark.ts';
import { writeSessionUrl } from './session-url.ts';
import type { winscpCyberduckTables } from './tables.ts';

/** How the server is reached, and what is asked for. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly account: readonly Span[];
  /** The lab folder. */
  readonly remoteFolder: readonly Span[];
  readonly localFolder: readonly Span[];
  readonly asksForCode: boolean;
  /** How the title of a bookmark begins. */
  readonly title: readonly Span[];
}

type Programs = typeof winscpCyberduckTables;
type Slots = Readonly<Record<string, readonly Span[]>>;
type MakeStep = (id: string, text: StepText, action: Action, place?: Place) => Step;

/** Whether Cyberduck would change the path, from which it drops blanks at its end. */
export function isTrimmed(path: readonly Span[]): boolean {
  return joinParts(path) !== joinParts(path).trim();
}

/** The title of the bookmark, which differs between bookmarks, and all that it holds. */
export function planBookmark(
  connection: Connection,
  { head }: { readonly head: string },
): {
  readonly title: readonly Span[];
  readonly text: readonly Span[];
} {
  const { remoteFolder, asksForCode } = connection;
  const write = (title: readonly Span[]): Span[] =>
    makeBookmark(
      {
        ...connection,
        title,
        remoteFolder: isTrimmed(remoteFolder) ? undefined : remoteFolder,
        sharesConnection: asksForCode,
      },
      head,
    );
  const end = hashText(joinParts(write([])))
    .toString(36)
    .slice(-4);
  const title = [...connection.title, { text: ` ${end}` }];
  return { title, text: write(title) };
}

/** What to click in WinSCP, from its installation to its comparison of sizes. */
export function planWinScp(
  connection: Connection,
  { clicks, get, steps }: Programs['winscp'],
  slots: Slots,
  step: MakeStep,
): Step[] {
  const click = (id: 'connect' | 'download' | 'resume' | 'open' | 'sizes'): Step =>
    step(id, steps[id], { kind: 'clicks', text: fillParts(clicks[id].join('\n'), slots) });
  const url = writeSessionUrl({ ...connection, folder: connection.remoteFolder });
  return [
    step('install', steps.install, { kind: 'link', text: get[0], url: get[1] }, 'browser'),
    step('folder', steps.folder, { kind: 'text', text: demand(slots, 'parent') }),
    step('address', steps.address, { kind: 'text', text: url }),
    click('connect'),
    step('look', steps.look, { kind: 'text', text: demand(slots, 'remote') }),
    click('download'),
    click('resume'),
    click('open'),
    click('sizes'),
  ];
}

/** What to click in Cyberduck, from its installation to the copy. */
export function planCyberduck(
  connection: Connection,
  { clicks, get, head, steps }: Programs['cyberduck'],
  slots: Slots,
  step: MakeStep,
): Step[] {
  const click = (id: 'bookmark' | 'connect' | 'download' | 'resume'): Step =>
    step(id, steps[id], { kind: 'clicks', text: fillParts(clicks[id].join('\n'), slots) });
  const name = joinParts(demand(slots, 'file'));
  const { text } = planBookmark(connection, { head });
  return [
    step('install', steps.install, { kind: 'link', text: get[0], url: get[1] }, 'browser'),
    step('folder', steps.folder, { kind: 'text', text: demand(slots, 'parent') }),
    step('file', steps.file, { kind: 'file', name, type: 'application/xml', text }, 'browser'),
    click('bookmark'),
    click('connect'),
    step('look', steps.look, { kind: 'text', text: demand(slots, 'remote') }),
    click('download'),
    click('resume'),
  ];
}
