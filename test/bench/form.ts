import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { median, quantile } from './quantile.ts';

const site = join(import.meta.dirname, '../../dist');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves the built site on a free port of loopback. */
async function serveSite(): Promise<{ server: Server; address: string }> {
  if (!existsSync(site)) throw new Error('There is no built site. Run "npm run build" first.');
  const server = createServer(({ url = '/' }, response) => {
    const path = join(site, normalize(new URL(url, 'http://localhost').pathname));
    const file = path.endsWith('/') ? join(path, 'index.html') : path;
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return { server, address: `http://127.0.0.1:${String(address.port)}` };
}

const typed = 'Grid_2026-11-23_b2';
const rounds = 4;

/**
 * Types into the form of the built site, in Chromium with its CPU slowed down fourfold, and measures from each input
 * event until after the next paint.
 */
export async function measureForm(): Promise<{ medianMilliseconds: number; p95Milliseconds: number; count: number }> {
  const { server, address } = await serveSite();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${address}/ways/rsync/`);
    const form = page.locator('command-form');
    await form.locator('[name=account]').fill('jdoe');
    await form.locator('[name=lab]').fill('smith-lab');
    await form.locator('[name=collection]').fill('GRID1');
    await form.locator('[name=destination]').fill('/srv/data/GRID1');
    await form.getByRole('button', { name: 'Make my commands' }).click();
    await form.getByText('mkdir -p /srv/data/GRID1').first().waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const field = form.locator('[name=collection]');
    await field.focus();

    const list = await field.evaluateHandle((input) => {
      const measured: number[] = [];
      const painted = (start: number) => {
        // A message is handled after the frame that was being made has been painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          measured.push(performance.now() - start);
        };
        port2.postMessage(undefined);
      };
      input.addEventListener('input', ({ timeStamp }) => {
        requestAnimationFrame(() => {
          painted(timeStamp);
        });
      });
      return measured;
    });
    let pressed = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const key of [...typed, ...Array.from(typed, () => 'Backspace')]) {
        await page.keyboard.press(key);
        pressed += 1;
        await page.waitForFunction(({ list, pressed }) => list.length >= pressed, { list, pressed }, { polling: 20 });
      }
    }
    const samples = await list.jsonValue();
    const shown = await form.locator('.plan').textContent();
    if (!shown?.includes('GRID1')) throw new Error('The form shows no commands for what was typed.');
    return { medianMilliseconds: median(samples), p95Milliseconds: quantile(samples, 0.95), count: samples.length };
  } finally {
    await browser.close();
    server.close();
  }
}
