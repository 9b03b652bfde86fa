/** systemd's own logind on a bus of its own, with its files in a namespace: it settles who may keep a computer awake. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A logind that runs. */
export interface Logind {
  /** What leads commands to it. */
  readonly env: Readonly<Record<'DBUS_SYSTEM_BUS_ADDRESS', string>>;
  stop(): Promise<void>;
}

const config = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/><allow user="*"/></policy></busconfig>
`;

/** Starts it; as root. */
export async function startLogind(): Promise<Logind> {
  const folder = mkdtempSync(join(tmpdir(), 'logind-'));
  // Anybody may ask.
  chmodSync(folder, 0o755);
  const socket = join(folder, 'bus');
  writeFileSync(join(folder, 'bus.conf'), config(socket));
  const env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` };
  /** Starts a program, and waits until it has said so. */
  const start = async (sign: string, program: string, args: readonly string[]): Promise<ChildProcess> => {
    let text = '';
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (more: string) => (text += more));
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (text.includes(sign)) resolve();
      };
      for (const output of [child.stdout, child.stderr]) output.on('data', look);
      child.once('error', reject).once('exit', () => {
        reject(new Error(`${program} does not start: ${text}`));
      });
    });
    return child;
  };
  const bus = await start('unix:path=', 'dbus-daemon', [
    `--config-file=${join(folder, 'bus.conf')}`,
    '--nofork',
    '--print-address',
  ]);
  const own = 'mount -t tmpfs none /run/systemd && mkdir /run/systemd/inhibit /run/systemd/seats';
  const files = 'mkdir -p /var/lib/systemd && mount -t tmpfs none /var/lib/systemd';
  const words = `mkdir -p /run/systemd && ${own} && ${files} && exec /lib/systemd/systemd-logind`;
  const logind = await start('New seat seat0', 'unshare', ['-m', 'sh', '-c', words]);
  return {
    env,
    async stop() {
      for (const child of [logind, bus]) {
        const exited = once(child, 'exit');
        if (child.kill('SIGTERM')) await exited;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
