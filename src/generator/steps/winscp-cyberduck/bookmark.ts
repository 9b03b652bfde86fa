/**
 * A bookmark of Cyberduck, a property list in XML: docs.cyberduck.io says what a bookmark holds, `HostDictionary` and
 * `LocalDictionary` of its source how it is called (read on 2026-11-30; not run). Without a UUID each import adds one.
 */
import type { Span } from '../../command/quote.ts';
import { escapeXml } from '../../xml.ts';
import { makeFile } from './site.ts';
import type { Site, SiteFile } from './site.ts';

/** Writes the bookmark, from the `head` of a property list on. It has no password. */
export const makeBookmark = (site: Site, head: string): SiteFile => makeFile(site, (one) => writeBookmark(one, head));

function writeBookmark(site: Site, head: string): Span[] {
  const { host, port, account, title, remoteFolder, localFolder, asksForCode } = site;
  const entry = (key: string, value: readonly Span[], depth = '  '): Span[] => [
    { text: `${depth}<key>${key}</key>\n${depth}<string>` },
    ...value.map(escapeXml),
    { text: '</string>\n' },
  ];
  return [
    { text: `${head}\n<plist version="1.0">\n<dict>\n` },
    ...entry('Protocol', [{ text: 'sftp' }]),
    ...entry('Nickname', title),
    ...entry('Hostname', [{ text: host }]),
    ...entry('Port', [{ text: String(port) }]),
    ...entry('Username', account),
    ...(remoteFolder ? entry('Path', remoteFolder) : []),
    { text: '  <key>Download Folder Dictionary</key>\n  <dict>\n' },
    ...entry('Path', localFolder, '    '),
    { text: '  </dict>\n' },
    // Files come on the connection that is there: another one would ask for a code again.
    ...(asksForCode ? entry('Transfer Connection', [{ text: 'browser' }]) : []),
    { text: '</dict>\n</plist>\n' },
  ];
}
