/** Debian's nginx with `deploy/nginx.conf`, on loopback, for one test file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { findFreePort } from '../rigs/free-port.ts';

/** A server that runs. */
interface Nginx {
  /** The address of the site. Ends with a slash. */
  readonly address: string;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Changes one line of the configuration. Throws when there is none of that text. */
function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`deploy/nginx.conf has no “${from}”`);
  return text.replaceAll(from, to);
}

/**
 * Serves the built site in `folder` at `base`, such as `/` or `/data/`, with the changes that the configuration asks
 * for.
 */
export async function startNginx(folder: string, base: string): Promise<Nginx> {
  const prefix = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await findFreePort();
  const root = join(prefix, 'www');
  mkdirSync(dirname(root + base.replace(/\/$/, '')), { recursive: true });
  symlinkSync(folder, root + base.replace(/\/$/, ''));
  let site = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8');
  site = change(site, 'listen 80;', `listen 127.0.0.1:${port};`);
  site = change(site, 'root /var/www/data;', `root ${root};`);
  site = change(site, ' /404.html;', ` ${base}404.html;`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${prefix};`);
  // As root it would otherwise give these folders to nobody, whose files the tests of the worked examples look for.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const main = `${user}daemon off; master_process off; pid ${prefix}/pid; error_log stderr; events { }
http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; ${temporary.join(' ')}
${site}
}`;
  writeFileSync(join(prefix, 'nginx.conf'), main);
  const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const nginx = spawn('nginx', ['-p', prefix, '-e', 'stderr', '-c', join(prefix, 'nginx.conf')], {
    env: { ...process.env, PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  nginx.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(nginx, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  await vi.waitUntil(() => nginx.exitCode !== null || fetch(origin).then(Boolean, () => false), {
    interval: 20,
    timeout: 60_000,
  });
  if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`);
  return {
    address: origin + base,
    async stop() {
      nginx.kill('SIGTERM');
      await ended;
      rmSync(prefix, { recursive: true });
    },
  };
}
