/**
 * PowerShell: the build for Linux, and the one for Windows under Wine. `scripts/install-powershell.sh` brings them where
 * it can; where one is missing, its tests are skipped with the reason.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess, findProcesses } from './sshd.ts';

const kept = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'getting-your-data/powershell-7.6.9');
const onWindows = join(kept, 'windows');
const prefix = join(onWindows, 'prefix');
const install = 'install the .NET SDK, 10 or newer';

/** Why the tests of a build are skipped; nothing where it is there. */
export const missing = {
  linux: existsSync(join(kept, 'tool/pwsh'))
    ? undefined
    : `Not run: the tests of PowerShell. To run them, ${install}, then npm run test:tools.`,
  windows: existsSync(join(onWindows, 'ready'))
    ? undefined
    : `Not run: the tests of PowerShell for Windows. To run them, ${install}, and Wine (Debian: wine wine64), then npm run test:tools.`,
} as const;

/** The program for Linux. */
export const powerShell = join(kept, 'tool/pwsh');

/** What a script left behind. */
export interface Ended {
  readonly code: number | null;
  /** What it printed: its output and its errors, in order. */
  readonly shown: string;
}

/** Runs a text as a script file with the build for Linux. */
export async function runOnLinux(text: string, env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'pwsh-'));
  try {
    const file = join(folder, 'script.ps1');
    writeFileSync(file, text);
    const child = spawn(powerShell, ['-NoProfile', '-NonInteractive', '-File', file], {
      cwd: folder,
      env: { ...env, ...quiet },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (some: string) => {
        shown += some;
      });
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, shown };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quiet = { POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', NO_COLOR: '1' };

/** A script that runs. */
interface Running {
  readonly ended: Promise<Ended>;
  /** Ends PowerShell at once, as the task manager does. */
  kill(): void;
}

/** A computer with Windows. */
export interface Windows {
  /** An empty folder of drive D:, and where it is on Linux. */
  makeFolder(): { readonly name: string; readonly path: string };
  /** A folder of the share `\\nas\share`, and where it is on Linux. */
  makeShared(): { readonly name: string; readonly path: string };
  /** Runs a text as a script file; `more` is set in its environment. */
  start(text: string, more?: NodeJS.ProcessEnv): Running;
  run(text: string, more?: NodeJS.ProcessEnv): Promise<Ended>;
  /** The words that its programs were given, the name of the program first: each once it is run. */
  readonly calls: readonly (readonly string[])[];
  close(): Promise<void>;
}

/**
 * Starts the computer. Its ssh and sftp end at the programs of these names in the PATH of `env`; without it they only
 * note their words.
 */
export async function openWindows(env?: NodeJS.ProcessEnv): Promise<Windows> {
  const calls: string[][] = [];
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    relay(connection, calls, env);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own: string[] = [];
  const running = new Set<Running>();
  const make = (parent: string, name: (id: string) => string): { name: string; path: string } => {
    const id = randomUUID().slice(0, 8);
    const path = join(parent, id);
    mkdirSync(path);
    own.push(path);
    return { name: name(id), path };
  };
  const start = (text: string, more: NodeJS.ProcessEnv = {}): Running => {
    const one = startScript(text, {
      ...more,
      RELAY_PORT: String(port),
      ...(env && { RELAY_DRIVES: join(prefix, 'dosdevices') }),
    });
    running.add(one);
    void one.ended.finally(() => running.delete(one));
    return one;
  };
  return {
    makeFolder: () => make(join(prefix, 'drive_d'), (id) => `D:\\${id}`),
    makeShared: () => make(join(prefix, 'dosdevices/unc/nas/share'), (id) => `\\\\nas\\share\\${id}`),
    start,
    run: (text, more) => start(text, more).ended,
    calls,
    async close() {
      for (const one of running) {
        one.kill();
        await one.ended;
      }
      server.close();
      await once(server, 'close');
      for (const path of own) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Wine needs a terminal; what the script prints goes through a file, byte for byte. */
function startScript(text: string, env: NodeJS.ProcessEnv): Running {
  const id = randomUUID();
  const at = (name: string): string => join(prefix, 'drive_d', `.${id}-${name}`);
  const named = (name: string): string => `D:\\.${id}-${name}`;
  const bin = `Z:${join(onWindows, 'bin').replaceAll('/', '\\')}`;
  // Wine finds no program by PATH.
  const aliases = ['ssh', 'sftp', 'robocopy', 'aws', 'globus'].map((name) => `Set-Alias ${name} '${bin}\\${name}.exe'`);
  // Windows PowerShell reads a file without this mark by its code page.
  writeFileSync(at('script.ps1'), `\u{feff}${text}`);
  writeFileSync(
    at('start.ps1'),
    `${aliases.join('\n')}\n& '${named('script.ps1')}' *>&1 | Out-File -Encoding utf8NoBOM -Width 20000 '${named('shown')}'\nexit $LASTEXITCODE\n`,
  );
  const command = `wine '${join(onWindows, 'bin/pwsh.exe')}' -NoProfile -NonInteractive -ExecutionPolicy Bypass -File '${named('start.ps1')}'`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: {
      ...process.env,
      ...quiet,
      WINEPREFIX: prefix,
      WINEDEBUG: '-all',
      // Wine reads the names of files here by the locale; those of the tests are UTF-8.
      LC_ALL: 'C.UTF-8',
      // What crashes is to end.
      WINEDLLOVERRIDES: 'winedbg.exe=d',
      // Without it the runtime ends at a garbage collection.
      DOTNET_EnableWriteXorExecute: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let terminal = '';
  child.stdout.setEncoding('utf8').on('data', (some: string) => {
    terminal += some;
  });
  const ended = once(child, 'close').then(([code]) => {
    const shown = existsSync(at('shown')) ? readFileSync(at('shown'), 'utf8') : terminal;
    for (const name of ['script.ps1', 'start.ps1', 'shown']) rmSync(at(name), { force: true });
    // eslint-disable-next-line no-control-regex -- PowerShell colours what is an error.
    return { code: code as number | null, shown: shown.replace(/\r$/gm, '').replace(/\u001b\[[\d;]*m/g, '') };
  });
  return {
    ended,
    kill() {
      for (const pid of findProcesses(child.pid ?? 0, 'pwsh')) endProcess(pid, 'SIGKILL');
    },
  };
}

/** Runs what a program of the tests' Windows asks for. Frames back: kind, length, bytes. */
function relay(connection: Socket, calls: string[][], env: NodeJS.ProcessEnv | undefined): void {
  let head = Buffer.alloc(0);
  let child: ReturnType<typeof startProgram> | undefined;
  const send = (kind: number, body: Buffer): void => {
    const frame = Buffer.alloc(5);
    frame[0] = kind;
    frame.writeUInt32LE(body.length, 1);
    connection.write(Buffer.concat([frame, body]));
  };
  const end = (code: number): void => {
    const status = Buffer.alloc(4);
    status.writeInt32LE(code);
    send(3, status);
    connection.end();
  };
  const start = (line: string, rest: Buffer): void => {
    const words = line.split(',').map((word) => Buffer.from(word, 'base64').toString('utf8'));
    calls.push(words);
    if (!env) {
      end(0);
      return;
    }
    child = startProgram(words, env);
    child.stdin.on('error', () => undefined);
    child.stdin.write(rest);
    child.stdout.on('data', (body: Buffer) => {
      send(1, body);
    });
    child.stderr.on('data', (body: Buffer) => {
      send(2, body);
    });
    child.once('close', (code) => {
      end(code ?? 255);
    });
  };
  connection.on('data', (chunk: Buffer) => {
    if (child) {
      child.stdin.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const at = head.indexOf('\n');
    if (at >= 0) start(head.subarray(0, at).toString('ascii'), head.subarray(at + 1));
  });
  connection.on('end', () => child?.stdin.end());
  // The program for Windows was killed: so is the one that did its work.
  connection.on('error', () => child?.kill());
  connection.on('close', () => child?.kill());
}

function startProgram([name = '', ...words]: readonly string[], env: NodeJS.ProcessEnv) {
  return spawn(name, words, { env, stdio: 'pipe' });
}
