import { spawn } from 'node:child_process';

/** A program at a real terminal: util-linux' `script` holds the other end. */
export interface Pty {
  /** Types this, as a keyboard or a paste would: Enter is `\r`. */
  write(text: string): void;
  /** All that has been shown so far, escape sequences included. */
  readonly output: string;
  /**
   * Waits until `wanted` is shown after what the call before it found, and gives what was shown up to its end.
   * Rejects with the end of the output when the program ends first, or after 50 seconds.
   */
  waitFor(wanted: string | RegExp): Promise<string>;
  /** Closes the terminal as closing its window does: the program gets a SIGHUP. Resolves when the window is gone. */
  close(): Promise<void>;
  /** The program's exit code; null when the terminal was closed before it ended. */
  readonly exited: Promise<number | null>;
}

// Less than any test may take: so a test that hangs says what it waited for.
const timeoutSeconds = 50;

/** Opens a terminal, by default 500 columns wide so that no line wraps, and runs a command of any shell in it. */
export function openPty(
  command: string,
  {
    env,
    cwd,
    columns = 500,
    rows = 50,
  }: { env?: NodeJS.ProcessEnv; cwd?: string; columns?: number; rows?: number } = {},
): Pty {
  const script = spawn('script', ['-qfec', `stty cols ${columns} rows ${rows}; ${command}`, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...env },
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let found = 0;
  let hasEnded = false;
  const watchers = new Set<() => void>();
  const tellWatchers = () => {
    for (const watcher of [...watchers]) watcher();
  };
  script.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    tellWatchers();
  });
  // Typing into a terminal that is gone is no error of the person who types.
  script.stdin.on('error', tellWatchers);
  const exited = new Promise<number | null>((resolve, reject) => {
    script.once('error', reject).once('close', (code) => {
      hasEnded = true;
      tellWatchers();
      resolve(code);
    });
  });

  return {
    write: (text) => void script.stdin.write(text),
    get output() {
      return output;
    },
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const fail = (why: string) => {
          stop();
          reject(new Error(`${String(wanted)} was not shown ${why}. It ends: ${JSON.stringify(output.slice(-1000))}`));
        };
        const look = () => {
          const end = findEnd(output.slice(found), wanted);
          if (end >= 0) {
            stop();
            resolve(output.slice(found, (found += end)));
          } else if (hasEnded) fail('before the program ended');
        };
        const timer = setTimeout(() => {
          fail(`within ${String(timeoutSeconds)} seconds`);
        }, timeoutSeconds * 1000);
        watchers.add(look);
        look();
      }),
    close: async () => {
      script.kill('SIGKILL');
      await exited;
    },
    exited,
  };
}

/** Where the first match in `text` ends, or -1. */
function findEnd(text: string, wanted: string | RegExp): number {
  if (typeof wanted === 'string') {
    const start = text.indexOf(wanted);
    return start < 0 ? -1 : start + wanted.length;
  }
  const match = new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).exec(text);
  return match ? match.index + match[0].length : -1;
}
