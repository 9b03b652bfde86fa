/**
 * The address that WinSCP takes: a “session URL” (winscp.net, session_url, of 2025-05-16, read on 2026-11-30; not run).
 * A folder ends with a slash: without it, it would be downloaded. All that is not plain is written as %XX of its UTF-8.
 *
 * It has no `;fingerprint=`, which needs the kind of the key too: facts have none.
 */
import type { Span } from '../../command/quote.ts';

/** What an address leads to. */
interface Address {
  readonly host: string;
  readonly port: number;
  readonly account: readonly Span[];
  /** Absolute, without a slash at its end. */
  readonly folder: readonly Span[];
}

/** Writes the address. It has no password. */
export function writeSessionUrl({ host, port, account, folder }: Address): Span[] {
  return [
    { text: 'sftp://' },
    ...account.map(encode),
    { text: `@${host}:${String(port)}` },
    ...folder.map(encode),
    { text: '/' },
  ];
}

function encode({ text, field }: Span): Span {
  const encoded = text.split('/').map(encodeName).join('/');
  return { text: encoded, ...(field && { field }) };
}

/** A plus sign would be a space, and a quote mark or a bracket the end of a link in some mail programs. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
