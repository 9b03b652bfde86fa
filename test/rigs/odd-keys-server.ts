/**
 * A server for one bucket whose keys no file system could hold: beside `s3-server.ts`, which keeps its bucket in files.
 * It speaks only what `aws s3` asks to list and to fetch.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running server. */
export interface OddKeysServer {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

const lastModified = new Date(Date.UTC(2024, 4, 1, 12));

/** Starts a server whose bucket, under any name, has these objects. */
export async function startOddKeysServer(objects: Readonly<Record<string, string>>): Promise<OddKeysServer> {
  const server = createServer((request, response) => {
    const { key, prefix } = readRequest(request);
    if (prefix !== undefined) {
      response.setHeader('content-type', 'application/xml');
      response.end(formatList(Object.entries(objects).filter(([name]) => name.startsWith(prefix))));
      return;
    }
    const content = objects[key];
    if (content === undefined) {
      response.statusCode = 404;
      response.end('<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>');
      return;
    }
    response.setHeader('last-modified', lastModified.toUTCString());
    response.setHeader('etag', '"an-etag"');
    response.setHeader('content-length', content.length);
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * What is asked for: an object, or the list of those that begin so. URL would make `b` of `a/../b`, so the path is read
 * here.
 */
function readRequest({ url = '' }: IncomingMessage): { key: string; prefix: string | undefined } {
  const [path = '', query = ''] = url.split('?');
  const asked = new URLSearchParams(query);
  return {
    key: decodeURIComponent(path.split('/').slice(2).join('/')),
    prefix: asked.has('list-type') ? (asked.get('prefix') ?? '') : undefined,
  };
}

function formatList(objects: readonly (readonly [key: string, content: string])[]): string {
  const contents = [...objects]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(
      ([key, content]) =>
        `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${lastModified.toISOString()}</LastModified>` +
        `<ETag>an-etag</ETag><Size>${String(content.length)}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
  return (
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`
  );
}
