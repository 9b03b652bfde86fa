/**
 * WebKitGTK, driven by Debian's WebKitWebDriver over the protocol of W3C WebDriver: https://www.w3.org/TR/webdriver2/
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import type { Engine, Key } from './engine.ts';

/** The name of an element's reference. Source: 11, “Elements”. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** Source: 17.4.2, “Keyboard actions”. */
const keys = {
  ArrowDown: '\ue015',
  Enter: '\ue007',
  Escape: '\ue00c',
  Space: ' ',
  Tab: '\ue004',
  Control: '\ue009',
} as const satisfies Record<Key | 'Control', string>;

/** Opens a window of WebKit's, on a screen of its own that nobody sees. */
export async function openWebKit(): Promise<Engine> {
  const [browser] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser');
  if (!browser) throw new Error('WebKit’s MiniBrowser is missing: run npm run test:tools.');
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  const started: ChildProcess[] = [];
  const { display, screen } = await openScreen();
  started.push(screen);
  const port = await findFreePort();
  const env = {
    ...process.env,
    DISPLAY: `:${display}`,
    HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
  started.push(spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' }));

  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (answer.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`${method} ${path}: ${error}: ${message}`);
  };
  const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
  const asked = { capabilities: { alwaysMatch: options } };
  const begin = async (tries: number): Promise<string> => {
    try {
      return ((await send('POST', '/session', asked)) as { sessionId: string }).sessionId;
    } catch (error) {
      // Until the driver listens.
      if (tries === 0 || !(error instanceof TypeError)) throw error;
      await wait(50);
      return begin(tries - 1);
    }
  };
  const session = `/session/${await begin(100)}`;
  await send('POST', `${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
  const find = async (selector: string): Promise<string> => {
    const found = await send('POST', `${session}/element`, { using: 'css selector', value: selector });
    return (found as Record<string, string>)[elementKey] ?? '';
  };
  const point = async (selector: string, actions: readonly object[]): Promise<void> => {
    const origin = { [elementKey]: await find(selector) };
    const move = { type: 'pointerMove', duration: 0, origin, x: 0, y: 0 };
    const source = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [move, ...actions] };
    await send('POST', `${session}/actions`, { actions: [source] });
  };
  const strike = async (actions: readonly object[]): Promise<void> => {
    await send('POST', `${session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  const strikeWithControl = (value: string): Promise<void> =>
    strike([
      { type: 'keyDown', value: keys.Control },
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'keyUp', value: keys.Control },
    ]);
  const type = (text: string): Promise<void> =>
    strike([...text].flatMap((value) => ['keyDown', 'keyUp'].map((kind) => ({ type: kind, value }))));

  return {
    open: (url) => send('POST', `${session}/url`, { url }),
    back: () => send('POST', `${session}/back`, {}),
    forward: () => send('POST', `${session}/forward`, {}),
    reload: () => send('POST', `${session}/refresh`, {}),
    evaluate: async (script, ...args) =>
      (await send('POST', `${session}/execute/sync`, {
        script: `return (${String(script)})(...arguments)`,
        args,
      })) as never,
    click: async (selector) => {
      // Once more after two frames: a page that has just been opened by a link scrolls by itself in the next one.
      await send('POST', `${session}/execute/sync`, {
        script: `const scroll = () => document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' });
          scroll();
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scroll()))));`,
        args: [selector],
      });
      await point(
        selector,
        ['pointerDown', 'pointerUp'].map((kind) => ({ type: kind, button: 0 })),
      );
    },
    hover: (selector) => point(selector, []),
    chooseFiles: async (selector, paths) =>
      send('POST', `${session}/element/${await find(selector)}/value`, { text: paths.join('\n') }),
    press: (key) => type(keys[key]),
    type,
    copy: () => strikeWithControl('c'),
    paste: () => strikeWithControl('v'),
    close: async () => {
      await send('DELETE', session);
      for (const child of started) child.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Starts Xvfb, which chooses a free number for its display and tells it. */
export async function openScreen(): Promise<{ readonly display: string; readonly screen: ChildProcess }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = screen.stdio[3];
  if (!told || !('on' in told)) throw new Error('Xvfb has no pipe.');
  const display = await new Promise<string>((resolve, reject) => {
    told.once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    });
    screen.once('exit', () => {
      reject(new Error('Xvfb did not start.'));
    });
  });
  return { display, screen };
}
