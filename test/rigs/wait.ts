import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { readUnfinished } from './tree.ts';

/** Waits until this holds. It is looked at often, and given up with the `message` when a test that hangs would be. */
export async function waitUntil(holds: () => boolean, message = 'waiting'): Promise<void> {
  await expect.poll(holds, { interval: 10, message }).toBe(true);
}

/**
 * Waits until rsync has written this much of a file that it has not finished; a second run writes to the piece put
 * aside.
 */
export async function waitForWritten(destination: string, leastBytes: number): Promise<void> {
  await waitUntil(
    () => existsSync(destination) && Object.values(readUnfinished(destination)).some((size) => size >= leastBytes),
    `${String(leastBytes)} bytes of a file are written in ${destination}`,
  );
}
