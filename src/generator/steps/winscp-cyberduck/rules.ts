/** The steps of a copy by WinSCP or Cyberduck, up to its proof. */
import type { Span } from '../../command/quote.ts';
import { joinParts } from '../../command/quote.ts';
import { demand, fillParts } from '../../fill.ts';
import type { Action, Place, Step } from '../../plan.ts';
import type { StepText } from '../../step.ts';
import { makeBookmark } from './bookmark.ts';
import { writeSessionUrl } from './session-url.ts';
import type { Connection, SiteFile } from './site.ts';
import type { winscpCyberduckTables } from './tables.ts';

type Programs = typeof winscpCyberduckTables;
type Slots = Readonly<Record<string, readonly Span[]>>;
type MakeStep = (id: string, text: StepText, action: Action, place?: Place) => Step;

/** Whether Cyberduck would change the path, from which it drops blanks at its end. */
export function isTrimmed(path: readonly Span[]): boolean {
  return joinParts(path) !== joinParts(path).trim();
}

/** The bookmark of Cyberduck. */
export function planBookmark(connection: Connection, { head }: Programs['cyberduck']): SiteFile {
  const { remoteFolder } = connection;
  return makeBookmark({ ...connection, remoteFolder: isTrimmed(remoteFolder) ? undefined : remoteFolder }, head);
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

/** What to click in Cyberduck, from its installation to the copy: its bookmark is imported. */
export function planCyberduck(
  { text }: SiteFile,
  { clicks, get, steps }: Programs['cyberduck'],
  slots: Slots,
  step: MakeStep,
): Step[] {
  const click = (id: 'bookmark' | 'connect' | 'download' | 'resume'): Step =>
    step(id, steps[id], { kind: 'clicks', text: fillParts(clicks[id].join('\n'), slots) });
  const name = joinParts(demand(slots, 'file'));
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
