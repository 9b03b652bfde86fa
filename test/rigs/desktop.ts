/**
 * A screen with FileZilla on it: Debian's program under Xvfb, on a stage whose server is a real sshd. Keys and clicks
 * go to windows by their titles, and tests wait for windows, for lines of FileZilla's log, or for files: never for a
 * time. Needs root, on Linux.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { you } from './screens/stage.ts';
import type { Stage } from './screens/stage.ts';
import { endProcess, findProcesses } from './sshd.ts';

/** A screen. */
export interface Desktop {
  /** Starts FileZilla as somebody does who has used it before, with what it kept, and waits for its window. */
  open(options?: OpenOptions): Promise<FileZilla>;
  /** What is on it. */
  look(): Pixels;
  /** Writes a picture of the screen, of these pixels: left, top, width, height. */
  picture(file: string, area: readonly [number, number, number, number]): void;
  /** Where the picture of a window is. */
  place(title: string): readonly [number, number, number, number];
  close(): Promise<void>;
}

/** How wide and high a screen is. Unit: pixels. */
const [width, height] = [1400, 1000];

/** Red, green and blue of each pixel, row by row. */
export interface Pixels {
  /** 0xrrggbb at a place. */
  at(x: number, y: number): number;
}

interface OpenOptions {
  /** Settings that it has in its own file, beside those of a fresh one. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Whether it forgets all, as if it were new on this computer. */
  readonly isFresh?: boolean;
  /** Words after its name. */
  readonly words?: readonly string[];
}

/** A running FileZilla. */
export interface FileZilla {
  /** All that its log has since it was opened. */
  readonly log: () => string;
  /** Waits for a line of the log, after those that were waited for before, and gives it. */
  waitForLine(pattern: RegExp): Promise<string>;
  /** Waits for a window of this title, a pattern of POSIX, and gives it the keyboard. */
  waitForWindow(title: string): Promise<void>;
  /** Waits until there is no window of this title. */
  waitForNoWindow(title: string): Promise<void>;
  /** Whether there is one. */
  hasWindow(title: string): boolean;
  /** Presses keys, as xdotool names them, in the window of this title. */
  press(title: string, ...keys: readonly string[]): void;
  /**
   * Presses keys in the window of this title until it has gone: one that has just come up takes none yet.
   */
  answer(title: string, ...keys: readonly string[]): Promise<void>;
  /** Types a text into it. */
  type(title: string, text: string): void;
  /** Gives it this place and this size. */
  fit(title: string, left: number, top: number, width: number, height: number): void;
  /** Clicks into it, at this place from its corner. */
  click(title: string, x: number, y: number, button?: number): void;
  doubleClick(title: string, x: number, y: number): void;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Ends it by its menu. */
  quit(): Promise<void>;
}

/** The title of the main window, connected or not. */
export const mainWindow = 'FileZilla$';

const home = `/home/${you}`;

// Less than any test may take: so a test that hangs says what it waited for.
const timeoutSeconds = 50;

/** Waits until this holds, in a test or a script. Each look may start a program, so there are ten a second. */
export async function waitFor(holds: () => boolean, what: string): Promise<void> {
  const giveUp = Date.now() + timeoutSeconds * 1000;
  while (!holds()) {
    if (Date.now() > giveUp) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens a screen on a stage. */
export async function openDesktop(stage: Stage): Promise<Desktop> {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  chmodSync(folder, 0o777);
  // Without -noreset it begins anew when the last program ends, and refuses the next one meanwhile.
  const size = `${String(width)}x${String(height)}x24`;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-ac', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  const display = `:${String(number).trim()}`;
  const running = new Set<ChildProcess>();
  const control = (...words: readonly string[]): string =>
    execFileSync('xdotool', words, {
      encoding: 'utf8',
      env: { ...process.env, DISPLAY: display },
      // A window that closes meanwhile is no news.
      stdio: 'pipe',
    });
  let runs = 0;
  return {
    async open({ settings = {}, isFresh, words = [] } = {}) {
      runs += 1;
      const log = join(folder, `log-${String(runs)}`);
      writeFileSync(log, '');
      chmodSync(log, 0o666);
      if (isFresh) stage.asRoot(`rm -rf ${home}/.config ${home}/.putty`);
      writeSettings(stage, folder, { ...settings, 'Logging file': log });
      const child = startProgram(stage, display, words);
      running.add(child);
      child.once('exit', () => running.delete(child));
      const opened = operate(child, control, log);
      await opened.waitForWindow(mainWindow);
      return opened;
    },
    look() {
      const words = ['-display', display, '-window', 'root', '-depth', '8', 'rgb:-'];
      const bytes = execFileSync('import', words, { maxBuffer: 4 * width * height });
      return { at: (x, y) => bytes.readUIntBE((y * width + x) * 3, 3) };
    },
    picture(file, [left, top, wide, high]) {
      const crop = `${String(wide)}x${String(high)}+${String(left)}+${String(top)}`;
      execFileSync('import', ['-display', display, '-window', 'root', '-crop', crop, '+repage', file]);
    },
    place(title) {
      const [id = ''] = findWindows(control, title);
      const shown = control('getwindowgeometry', '--shell', id);
      const read = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(shown)?.[1]);
      return [read('X'), read('Y'), read('WIDTH'), read('HEIGHT')];
    },
    async close() {
      for (const child of running) await end(child);
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** FileZilla's own file, where there is none yet: no welcome, no question about keeping passwords. */
function writeSettings(stage: Stage, folder: string, settings: Readonly<Record<string, string | number>>): void {
  const file = `${home}/.config/filezilla/filezilla.xml`;
  const all = { 'Greeting version': '3.99.0', 'Prompt password save': 0, 'Update Check': 0, ...settings };
  const lines = Object.entries(all).map(
    ([name, value]) =>
      `<Setting name="${name}"${name === 'Logging file' ? ' platform="unix"' : ''}>${String(value)}</Setting>`,
  );
  const kept = stage.asRoot(`cat ${file} 2>/dev/null || true`);
  const fresh = '<?xml version="1.0" encoding="UTF-8"?>\n<FileZilla3>\n<Settings>\n</Settings>\n</FileZilla3>\n';
  const names = Object.keys(all).map((name) => `<Setting name="${name}"`);
  const others = (kept || fresh).split('\n').filter((line) => !names.some((name) => line.includes(name)));
  const at = others.findIndex((line) => line.includes('</Settings>'));
  writeFileSync(join(folder, 'settings'), [...others.slice(0, at), ...lines, ...others.slice(at)].join('\n'));
  stage.asRoot(
    `mkdir -p ${home}/.config/filezilla && cp ${folder}/settings ${file} && chown -R ${you}: ${home}/.config`,
  );
}

function startProgram(stage: Stage, display: string, words: readonly string[]): ChildProcess {
  const variables = [`HOME=${home}`, `USER=${you}`, `DISPLAY=${display}`, 'PATH=/usr/bin:/bin', 'LC_ALL=C.UTF-8'];
  const quiet = ['NO_AT_BRIDGE=1', 'GTK_USE_PORTAL=0', 'GIO_USE_VFS=local', 'TZ=UTC'];
  const [program = '', ...before] = stage.inside(you);
  return spawn(program, [...before, 'env', '-i', `--chdir=${home}`, ...variables, ...quiet, 'filezilla', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

type Control = (...words: readonly string[]) => string;

/** The windows of this title that are shown. */
function findWindows(control: Control, title: string): string[] {
  try {
    return control('search', '--onlyvisible', '--name', title).split('\n').filter(Boolean);
  } catch (error) {
    // None: xdotool ends with 1.
    if (error instanceof Error && 'status' in error && error.status === 1) return [];
    throw error;
  }
}

function operate(child: ChildProcess, control: Control, file: string): FileZilla {
  const log = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  let read = 0;
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  /** The youngest of them: a window above another has the same title as its owner at times. */
  const focus = (title: string): string => {
    const id = findWindows(control, title).at(-1);
    if (!id) throw new Error(`There is no window ${title}. The log ends: ${log().slice(-500)}`);
    control('windowfocus', '--sync', id);
    return id;
  };
  const hasWindow = (title: string): boolean => findWindows(control, title).length > 0;
  return {
    log,
    hasWindow,
    async waitForLine(pattern) {
      const find = (): RegExpExecArray | null => pattern.exec(log().slice(read));
      await waitFor(() => find() !== null, `the log says ${String(pattern)}`).catch((error: unknown) => {
        throw new Error(`No ${String(pattern)} in the log, which ends: ${log().slice(-1500)}`, { cause: error });
      });
      const { 0: line = '', index = 0 } = find() ?? {};
      read += index + line.length;
      return line;
    },
    async waitForWindow(title) {
      await waitFor(() => {
        if (child.exitCode !== null) throw new Error(`FileZilla has ended: ${said}`);
        return hasWindow(title);
      }, `the window ${title} is there`);
      focus(title);
    },
    waitForNoWindow: (title) => waitFor(() => !hasWindow(title), `the window ${title} has gone`),
    press(title, ...keys) {
      focus(title);
      control('key', '--clearmodifiers', ...keys);
    },
    async answer(title, ...keys) {
      await waitFor(() => hasWindow(title), `the window ${title} is there`);
      // The same title may be that of the next window: this one is known by its number.
      const isThere = (id: string): boolean => findWindows(control, title).includes(id);
      const id = focus(title);
      let looks = 0;
      await waitFor(() => {
        if (!isThere(id)) return true;
        // A second press too soon would answer the next window.
        if ((looks += 1) % 20 !== 1) return false;
        try {
          control('windowfocus', id, 'key', '--clearmodifiers', ...keys);
        } catch (error) {
          if (isThere(id)) throw error;
        }
        return !isThere(id);
      }, `the window ${title} closes`);
    },
    type(title, text) {
      focus(title);
      control('type', '--delay', '5', '--', text);
    },
    click(title, x, y, button = 1) {
      const id = focus(title);
      control('mousemove', '--window', id, String(x), String(y), 'click', String(button));
    },
    doubleClick(title, x, y) {
      const id = focus(title);
      control('mousemove', '--window', id, String(x), String(y), 'click', '--repeat', '2', '--delay', '50', '1');
    },
    fit(title, ...[left, top, wide, high]) {
      const id = focus(title);
      control('windowmove', id, String(left), String(top), 'windowsize', '--sync', id, String(wide), String(high));
    },
    kill: () => end(child),
    async quit() {
      const ended = once(child, 'exit');
      focus(mainWindow);
      control('key', 'ctrl+q');
      await ended;
    },
  };
}

/** Ends it as a crash does, with those that it began. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const ended = once(child, 'exit');
  for (const pid of [...findProcesses(child.pid, 'fzsftp'), ...findProcesses(child.pid, 'filezilla')])
    endProcess(pid, 'SIGKILL');
  await ended;
}
