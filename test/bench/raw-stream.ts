/**
 * What TCP alone carries: `raw-stream.ts serve ADDRESS` prints its port and sends as many bytes as it is asked for;
 * `raw-stream.ts fetch ADDRESS PORT BYTES STREAMS` fetches them over so many connections at the same time, and prints
 * the seconds it took.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

const [role, address = '', port, bytes, streams] = process.argv.slice(2);
const block = Buffer.alloc(256 * 1024);

if (role === 'serve') {
  const server = createServer((socket) => {
    socket.once('data', (asked) => {
      let left = Number(asked.toString());
      const send = (): void => {
        while (left > 0) {
          const now = block.subarray(0, Math.min(left, block.length));
          left -= now.length;
          if (!socket.write(now)) {
            socket.once('drain', send);
            return;
          }
        }
        socket.end();
      };
      send();
    });
  }).listen(0, address);
  await once(server, 'listening');
  console.log((server.address() as AddressInfo).port);
} else {
  const count = Number(streams);
  const start = performance.now();
  const got = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(port), address);
      socket.write(String(Math.ceil(Number(bytes) / count)));
      let length = 0;
      socket.on('data', (chunk) => {
        length += chunk.length;
      });
      await once(socket, 'end');
      return length;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  if (got.reduce((sum, length) => sum + length, 0) < Number(bytes)) throw new Error('The stream broke off.');
  console.log(seconds);
}
