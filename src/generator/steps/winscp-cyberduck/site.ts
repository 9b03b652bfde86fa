/** A server as a program with windows keeps it, from a file that it imports. */
import { joinParts } from '../../command/quote.ts';
import type { Span } from '../../command/quote.ts';
import { hashText } from '../../hash.ts';

/** How the server is reached, and what is asked for. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly account: readonly Span[];
  /** The lab folder. Absolute, without a slash at its end. */
  readonly remoteFolder: readonly Span[];
  readonly localFolder: readonly Span[];
  /** Whether the server asks for a code besides: another connection would ask again. */
  readonly asksForCode: boolean;
  /** How the title begins. */
  readonly title: readonly Span[];
}

/** What a file is made of: of the folder there nothing, where the program cannot be told, or would change it. */
export type Site = Omit<Connection, 'remoteFolder'> & { readonly remoteFolder?: readonly Span[] | undefined };

/** The file, and the title of its site. */
export interface SiteFile {
  readonly text: readonly Span[];
  readonly title: readonly Span[];
}

/** Ends the title with characters that differ between sites: a second import changes no site that is there. */
export function makeFile(site: Site, write: (site: Site) => readonly Span[]): SiteFile {
  const end = hashText(joinParts(write({ ...site, title: [] })))
    .toString(36)
    .slice(-4);
  const title = [...site.title, { text: ` ${end}` }];
  return { text: write({ ...site, title }), title };
}
