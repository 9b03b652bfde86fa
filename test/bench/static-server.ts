/** Serves folders on loopback as a good static host does: packed with brotli, and kept by the browser. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticServer {
  /** Without a slash at the end. */
  readonly origin: string;
  stop(): void;
}

/**
 * Serves a folder. A file is packed when it is first asked for, and never again: of several rounds one waits for it.
 */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const packed = new Map<string, Buffer>();
  const read = (file: string): Buffer => {
    const known = packed.get(file);
    if (known) return known;
    const bytes = readFileSync(file);
    const body = extname(file) in types ? brotliCompressSync(bytes) : bytes;
    packed.set(file, body);
    return body;
  };
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://site').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)];
    response
      .writeHead(200, {
        'content-type': type ?? 'application/octet-stream',
        'cache-control': 'max-age=3600',
        ...(type && { 'content-encoding': 'br' }),
      })
      .end(read(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
