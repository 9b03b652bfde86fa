import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/**
 * A cable between client and server that can be cut at an exact byte. Nothing here depends on time: at a hold both
 * ends wait, for as long as a test needs to look, to kill or to pull the plug.
 */
export interface Proxy {
  /** Where clients connect, on 127.0.0.1. */
  readonly port: number;
  /** How much has come from the server so far, over all connections. Unit: bytes. */
  readonly passedBytes: number;
  /** Tells where the server is. Until then, and after `forwardTo(undefined)`, connections are refused. */
  forwardTo(serverPort: number | undefined): void;
  /** Lets this much more through from the server, then nothing. Resolves when it holds. Unit: whole bytes. */
  holdAfter(bytes: number): Promise<void>;
  /** Ends a hold. */
  release(): void;
  /** Resets every connection, at both ends, and ends a hold for those to come. */
  reset(): void;
  stop(): Promise<void>;
}

/** Opens a proxy at a free port of 127.0.0.1. */
export async function startProxy(): Promise<Proxy> {
  const links = new Set<{ client: Socket; server: Socket; resume: () => void }>();
  let serverPort: number | undefined;
  let passedBytes = 0;
  let allowedBytes = Infinity;
  let tellHeld = () => {
    /* nobody waits yet */
  };

  const listener = createServer((client) => {
    if (serverPort === undefined) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(serverPort, '127.0.0.1');
    const waiting: Buffer[] = [];
    let hasEnded = false;
    const resume = () => {
      while (waiting.length > 0 && allowedBytes > 0) {
        const [chunk = Buffer.alloc(0)] = waiting.splice(0, 1);
        const now = chunk.subarray(0, allowedBytes);
        if (now.length < chunk.length) waiting.unshift(chunk.subarray(now.length));
        allowedBytes -= now.length;
        passedBytes += now.length;
        client.write(now);
        if (allowedBytes === 0) tellHeld();
      }
      if (waiting.length > 0 || client.writableNeedDrain) server.pause();
      else if (hasEnded) client.end();
      else server.resume();
    };
    const link = { client, server, resume };
    links.add(link);
    server.on('data', (chunk) => {
      waiting.push(chunk);
      resume();
    });
    server.on('end', () => {
      hasEnded = true;
      resume();
    });
    client.on('drain', resume);
    client.pipe(server);
    const drop = () => {
      links.delete(link);
      client.destroy();
      server.destroy();
    };
    // A cut connection is what these tests are about: an error at one end is passed on as the end of the other.
    client.on('error', drop).on('close', drop);
    server.on('error', drop);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');

  const allow = (bytes: number) => {
    allowedBytes = bytes;
    for (const { resume } of links) resume();
  };
  const reset = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    links.clear();
    allowedBytes = Infinity;
  };
  return {
    port: address.port,
    get passedBytes() {
      return passedBytes;
    },
    forwardTo(port) {
      serverPort = port;
    },
    holdAfter(bytes) {
      if (!Number.isInteger(bytes)) throw new RangeError(`${String(bytes)} is no whole number of bytes.`);
      const held = new Promise<void>((resolve) => {
        tellHeld = resolve;
      });
      allow(bytes);
      return held;
    },
    release() {
      allow(Infinity);
    },
    reset,
    async stop() {
      reset();
      listener.close();
      await once(listener, 'close');
    },
  };
}
