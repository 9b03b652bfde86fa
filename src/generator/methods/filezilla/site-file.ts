/**
 * The file that FileZilla's “File > Import…” reads: one site, and three settings. Its elements, and what it does with
 * wrong ones, were seen with FileZilla 3.63: a site without port or name is left out in silence, one without a protocol
 * becomes one of plain FTP, and folders that it cannot read are left out in silence too.
 */
import type { Span } from '../../command/quote.ts';
import { joinParts } from '../../command/quote.ts';
import { makeFile } from '../../steps/winscp-cyberduck/site.ts';
import type { Site, SiteFile } from '../../steps/winscp-cyberduck/site.ts';
import { escapeXml } from '../../xml.ts';

/** Writes the file. It has no password. */
export const makeSiteFile = (site: Site): SiteFile => makeFile(site, writeFile);

// 3: what has another size is fetched again, what has the same is passed over. Comparison mode 0: by size.
const settings: readonly (readonly [string, number])[] = [
  ['File exists action download', 3],
  ['Preserve timestamps', 1],
  ['Comparison mode', 0],
];

function writeFile(site: Site): Span[] {
  const element = (name: string, content: readonly Span[] | string | number): Span[] => [
    { text: `      <${name}>` },
    ...(typeof content === 'object' ? content.map(escapeXml) : [escapeXml({ text: String(content) })]),
    { text: `</${name}>\n` },
  ];
  return [
    { text: '<?xml version="1.0" encoding="UTF-8"?>\n<FileZilla3>\n  <Settings>\n' },
    ...settings.map(([name, value]) => ({ text: `    <Setting name="${name}">${String(value)}</Setting>\n` })),
    { text: '  </Settings>\n  <Servers>\n    <Server>\n' },
    ...element('Host', site.host),
    ...element('Port', site.port),
    // SFTP.
    ...element('Protocol', 1),
    ...element('User', site.account),
    // 3: every prompt of the server in a window of its own, for each connection anew. 2: the password, once.
    ...element('Logontype', site.asksForCode ? 3 : 2),
    ...(site.asksForCode ? element('MaximumMultipleConnections', 1) : []),
    ...element('Name', site.title),
    ...element('LocalDir', site.localFolder),
    ...(site.remoteFolder ? element('RemoteDir', countPath(site.remoteFolder)) : []),
    ...element('DirectoryComparison', 1),
    { text: '    </Server>\n  </Servers>\n</FileZilla3>\n' },
  ];
}

/**
 * A path as RemoteDir has it: the kind of server, 1 for Unix, the length of a prefix, and each folder behind its
 * length. It counts characters, not bytes; with a wrong count another folder opens, or none.
 */
function countPath(path: readonly Span[]): Span[] {
  const folders: Span[][] = [];
  for (const { text, field } of path) {
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0 || folders.length === 0) folders.push([]);
      if (piece) folders.at(-1)?.push({ text: piece, ...(field && { field }) });
    }
  }
  const named = folders.filter((folder) => folder.length > 0);
  return [
    { text: '1 0' },
    ...named.flatMap((folder) => [{ text: ` ${String([...joinParts(folder)].length)} ` }, ...folder]),
  ];
}
