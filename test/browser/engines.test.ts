/** What Firefox and WebKit do otherwise than Chromium, in one window of each. */
import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction, formatLink } from '../../src/generator/index.ts';
import type { Engine } from '../rigs/engine.ts';
import { openFirefox } from '../rigs/firefox.ts';
import { planOf, textOf as commandOf } from '../rigs/plans.ts';
import { openScreen, openWebKit } from '../rigs/webkit.ts';
import { axeSource } from './axe.ts';
import { listPassedOver, readFocus } from './focus.ts';
import { openSite, plainRequest } from './site.ts';
import type { Site } from './site.ts';
import { longDestination, readWide, readWordLines } from './word-lines.ts';

const facility = loadFacility();
const fragment = formatLink({ method: 'rsync', ...plainRequest });
const plan = planOf(facility, { method: 'rsync', ...plainRequest });
const { steps } = plan;

let site: Site;
let folder: string;
let firefox: Awaited<ReturnType<typeof openFirefox>>;
let webkit: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engines-'));
  [site, firefox, webkit] = await Promise.all([openSite(), openFirefox(), openWebKit()]);
});
afterAll(async () => {
  await Promise.all([firefox.close(), webkit.close()]);
  await site.close();
  rmSync(folder, { recursive: true });
});

/** The title of a method. */
const titleOf = (method: string): string => facility.methods.find(({ id }) => id === method)?.title ?? '';

/** What a person does and sees on the guide to rsync, in any engine. */
function visit(engine: Engine) {
  const textOf = (selector: string): Promise<string> =>
    engine.evaluate((chosen) => document.querySelector(chosen)?.textContent.trim() ?? '', selector);
  const topOf = (selector: string): Promise<number> =>
    engine.evaluate((chosen) => document.querySelector(chosen)?.getBoundingClientRect().top ?? NaN, selector);
  const becomes = async (selector: string, text: string): Promise<void> => {
    await expect.poll(() => textOf(selector)).toBe(text);
  };
  /** Waits until the focus is seen, and tells whether it is on the element that a selector finds. */
  const look = async (selector: string): Promise<boolean> => {
    let isThere = false;
    await expect
      .poll(async () => {
        const focus = await engine.evaluate(readFocus, selector);
        ({ isThere } = focus);
        return focus.faults;
      })
      .toEqual([]);
    return isThere;
  };
  return {
    textOf,
    topOf,
    becomes,
    valuesOf: (): Promise<Record<string, string>> =>
      engine.evaluate(() => {
        const inputs = document.querySelectorAll<HTMLInputElement>('command-form form input[type=text]');
        return Object.fromEntries([...inputs].flatMap(({ name, value }) => (value ? [[name, value]] : [])));
      }),
    /** Opens a page of which nothing was there before, and waits until one can type into it. */
    async open(address: string, { origin }: Site = site): Promise<void> {
      await engine.open('about:blank');
      await engine.open(origin + address);
      await expect.poll(() => engine.evaluate(() => Boolean(customElements.get('site-search')))).toBe(true);
    },
    /** Searches the site, and waits for what is found. */
    async search(word: string): Promise<void> {
      await engine.click('site-search > button');
      await expect.poll(() => engine.evaluate(() => document.activeElement?.matches('site-search input'))).toBe(true);
      await engine.type(word);
      await expect.poll(() => textOf('site-search .said')).toMatch(new RegExp(`^\\d+ results? for ${word}$`));
    },
    look,
    /** Goes on by Tab until an element has the focus, which is seen wherever it is meanwhile. */
    async tabTo(selector: string): Promise<void> {
      for (let stops = 1; ; stops += 1) {
        await engine.press('Tab');
        if (await look(selector)) return;
        if (stops === 300) throw new Error(`Tab does not lead to ${selector}.`);
      }
    },
    async fill(values: object): Promise<void> {
      for (const [name, value] of Object.entries(values)) {
        await engine.click(`[name=${name}]`);
        await engine.type(String(value));
      }
    },
    /** Waits until an element is at rest, and gives where. */
    async settle(selector: string): Promise<number> {
      let before = NaN;
      await expect
        .poll(async () => {
          const last = before;
          before = await topOf(selector);
          return before === last;
        })
        .toBe(true);
      return before;
    },
  };
}

/** Whether the start of an element is in the window, with nothing over it. */
const isSeen = (engine: Engine, selector: string): Promise<boolean> =>
  engine.evaluate((chosen) => {
    const element = document.querySelector(chosen);
    const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
    return element?.contains(document.elementFromPoint(left + 3, top + 3)) ?? false;
  }, selector);

/** The text of a PDF, with one blank for all white space. */
const readPaper = (file: string): string =>
  execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');

/** What a printed plan has: values beside their labels, and each step whole. */
function judgePaper(paper: string): void {
  for (const value of ['Account: jdoe', 'Your computer: Linux', 'Keep it running with: screen', 'Links: keep them'])
    expect(paper).toContain(value);
  const tight = paper.replace(/ \\ |\s/g, '');
  for (const { title, action } of steps) {
    expect(paper).toContain(title.replaceAll('`', ''));
    if (action.kind === 'command') expect(tight).toContain(formatAction(action).replace(/ \\\n|\s/g, ''));
  }
  expect(paper).not.toContain('Before you begin');
}

// First, while it has none of the scripts.
describe('Firefox', () => {
  let person: ReturnType<typeof visit>;
  beforeAll(() => {
    person = visit(firefox);
  });

  it.each([
    ['of the page', /_astro\/page\./, ':root[data-failed]'],
    ['of the form', /_astro\/commands\./, 'command-form[data-failed]'],
  ])('asks again for the script %s, once it is touched', async (_, broken, failed) => {
    onTestFinished(() => {
      delete site.server.broken;
    });
    site.server.broken = broken;
    await firefox.open('about:blank');
    await firefox.open(`${site.origin}/ways/rsync/#${fragment}`);
    await expect.poll(() => firefox.evaluate((chosen) => Boolean(document.querySelector(chosen)), failed)).toBe(true);
    delete site.server.broken;
    await firefox.click('command-form > .not-loaded');
    await person.becomes('#commands', 'Your commands');
    expect(await person.valuesOf()).toEqual(plainRequest);
  });

  it('starts the script of a scrolled page that is loaded again without its last resort', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    const { identifier } = await firefox.page.evaluateOnNewDocument(() => {
      const later = window.setTimeout.bind(window) as (run: () => void, delay?: number) => number;
      Object.assign(window, {
        setTimeout: (run: () => void, delay?: number) => (delay === 3000 ? 0 : later(run, delay)),
      });
    });
    await firefox.evaluate(() => {
      scrollTo({ top: 3000, behavior: 'instant' });
    });
    await firefox.reload();
    await person.becomes('#commands', 'Your commands');
    await firefox.page.removeScriptToEvaluateOnNewDocument(identifier);
  });

  it('fetches ahead the page of a link that somebody points at, as the policy allows', async () => {
    const refused: string[] = [];
    firefox.page.on('console', (message) => refused.push(message.text()));
    await person.open('/ways/rsync/');
    await firefox.hover('nav.sidebar a[href="/ways/aws/"]');
    await expect
      .poll(() =>
        firefox.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)),
      )
      .toContain('/ways/aws/');
    expect(refused.filter((text) => text.includes('Content-Security-Policy'))).toEqual([]);
  });

  it('prints a plan whole, each choice beside its label', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    const file = join(folder, 'firefox.pdf');
    writeFileSync(file, await firefox.page.pdf({ format: 'A4' }));
    judgePaper(readPaper(file));
  });
});

describe.each(['Firefox', 'WebKit'] as const)('in %s', (name) => {
  let engine: Engine;
  let person: ReturnType<typeof visit>;
  beforeAll(() => {
    engine = name === 'Firefox' ? firefox : webkit;
    person = visit(engine);
  });
  const paste = async (): Promise<void> => {
    await engine.evaluate(() => {
      document.querySelector('#paste')?.remove();
      const field = Object.assign(document.createElement('textarea'), { id: 'paste' });
      document.body.append(field);
      field.focus();
    });
    await engine.paste();
  };
  const pasted = (): Promise<string | undefined> =>
    engine.evaluate(() => document.querySelector<HTMLTextAreaElement>('#paste')?.value);

  it('a list is typed a line each, and still there after Back', async () => {
    const list = '#field-alsoCollections';
    const valueOf = (): Promise<string | undefined> =>
      engine.evaluate((field) => document.querySelector<HTMLTextAreaElement>(field)?.value, list);
    await person.open('/ways/rsync/');
    await engine.evaluate(() => {
      document.querySelector('command-form .more')?.setAttribute('open', '');
    });
    await person.fill({ ...plainRequest, alsoCollections: 'GRID2' });
    await engine.press('Enter');
    await engine.type('GRID3, north');
    expect(await valueOf()).toBe('GRID2\nGRID3, north');
    await engine.click('#field-destination');
    await person.becomes('[id=step-copy-3]', 'GRID3, north: Copy');
    expect(await valueOf()).toBe('GRID2\nGRID3, north');
    // What is above it is laid out once it comes into view.
    await engine.evaluate(() => {
      document.querySelector('.first-time a')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    });
    await person.settle('.first-time a');
    await engine.click('.first-time a');
    await expect.poll(() => engine.evaluate(() => location.pathname)).toBe('/terminal/');
    // WebKit passes over a way back from a page that is still coming.
    await expect.poll(() => engine.evaluate(() => document.readyState)).toBe('complete');
    await engine.back();
    await expect.poll(() => engine.evaluate(() => location.pathname)).toBe('/ways/rsync/');
    await expect.poll(valueOf).toBe('GRID2\nGRID3, north');
  });

  it('a link to the lines for a computer opens them', async () => {
    const isOpen = (): Promise<boolean> =>
      engine.evaluate(() => document.querySelector('#macos')?.closest('details')?.open ?? false);
    await person.open('/terminal/#macos');
    await expect.poll(isOpen).toBe(true);
    // As a page of ours leads there.
    await person.open('/terminal/#v=1&lab=curie-lab&at=macos');
    await expect.poll(isOpen).toBe(true);
  });

  it('a command is made of what is typed, and copied byte for byte', async () => {
    await person.open('/ways/rsync/');
    await person.fill(plainRequest);
    await engine.click('command-form [type=submit]');
    await person.becomes('#commands', 'Your commands');
    for (const { id, action } of steps.filter((step) => ['check', 'copy'].includes(step.id))) {
      await engine.click(`li:has(> #step-${id}) button.copy`);
      await person.becomes(`li:has(> #step-${id}) button.copy`, 'Copied');
      await paste();
      await expect.poll(pasted).toBe(formatAction(action));
    }
  });

  it('what is selected by hand is copied as it is: no blank and no line break is lost or added', async () => {
    for (const [path, selector] of [
      ['/ways/rsync/', 'li:has(> #step-copy) pre'],
      ['/ways/rsync/', 'li:has(> #step-check) pre'],
      ['/ways/petalibrary/', '.message pre'],
    ] as const) {
      await person.open(path);
      const text = await engine.evaluate((chosen) => {
        const shown = document.querySelector(`${chosen} code`);
        if (shown) getSelection()?.selectAllChildren(shown);
        return shown?.textContent;
      }, selector);
      await engine.copy();
      await paste();
      await expect.poll(pasted).toBe(text);
    }
  });

  it.each([1280, 390, 320])(
    'a command has no break in a word but one that is longer than a line, at %d pixels',
    async (width) => {
      await person.open(
        `/ways/rsync/#${formatLink({ method: 'rsync', ...plainRequest, destination: longDestination })}`,
      );
      await person.becomes('#commands', 'Your commands');
      // WebKit's window cannot be as narrow as a telephone: the plan is made as wide as it would be there.
      await engine.evaluate((pixels) => {
        const plan = document.querySelector<HTMLElement>('.bench-plan');
        if (plan && pixels < innerWidth) plan.style.width = `${pixels - 32}px`;
      }, width);
      const words = await engine.evaluate(readWordLines);
      expect(words.length).toBeGreaterThan(100);
      expect(words.filter(({ lines, needed }) => lines !== needed)).toEqual([]);
      expect(words.filter(({ lines }) => lines > 1).map(({ word }) => word)).toContain(`${longDestination}/`);
      expect(await engine.evaluate(readWide)).toEqual([]);
    },
  );

  it('values are there after Back and Forward, stay when one is changed, and so does what is remembered', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    await engine.click('#remember');
    const remembered = (): Promise<string | null> => engine.evaluate(() => localStorage.getItem('getting-your-data'));
    await expect.poll(remembered).toContain('lab=luger-lab');
    const before = await remembered();
    await engine.click('nav.sidebar a[href="/ways/drive/"]');
    // The page that is being left has the value too.
    await expect.poll(() => engine.evaluate(() => location.pathname)).toBe('/ways/drive/');
    await expect.poll(() => person.valuesOf()).toMatchObject({ lab: 'luger-lab' });
    await engine.back();
    await expect.poll(() => engine.evaluate(() => location.pathname)).toBe('/ways/rsync/');
    await person.becomes('#commands', 'Your commands');
    // WebKit resets fields in a task of its own after the event pageshow: one that is asked for later comes behind it.
    await expect.poll(() => engine.evaluate(() => document.readyState)).toBe('complete');
    await engine.evaluate(() => new Promise((resolve) => setTimeout(resolve)).then(() => null));
    expect(await person.valuesOf()).toEqual(plainRequest);
    await expect
      .poll(() => engine.evaluate(() => document.querySelector<HTMLInputElement>('#remember')?.checked))
      .toBe(true);
    await engine.click('[name=collection]');
    await engine.type('2');
    expect(await person.valuesOf()).toEqual({ ...plainRequest, collection: 'GRID12' });
    expect(await remembered()).toBe(before);
    await engine.forward();
    await expect.poll(() => engine.evaluate(() => location.pathname)).toBe('/ways/drive/');
    await expect.poll(() => person.valuesOf()).toMatchObject({ lab: 'luger-lab', collection: 'GRID1' });
    await engine.evaluate(() => {
      localStorage.clear();
    });
  });

  it('what was typed and not left is there when the page is loaded again', async () => {
    await person.open('/ways/rsync/');
    await person.fill(plainRequest);
    await engine.reload();
    await expect.poll(() => person.valuesOf()).toEqual(plainRequest);
  });

  it.each(['command-form [type=submit]', '#commands', '#step-copy', '.more > summary'])(
    'what is pointed at stays under the pointer when the form becomes live: %s',
    async (selector) => {
      await person.open('/ways/rsync/');
      await engine.evaluate((chosen) => {
        document.querySelector(chosen)?.scrollIntoView({ block: 'center', behavior: 'instant' });
      }, selector);
      const before = await person.settle(selector);
      await engine.hover(selector);
      await expect.poll(() => engine.evaluate(() => Boolean(document.querySelector('.plan.settled')))).toBe(true);
      expect(Math.abs((await person.settle(selector)) - before)).toBeLessThanOrEqual(1);
    },
  );

  it('a link to a field leads to its label, and one can type', async () => {
    await person.open('/ways/rsync/');
    await engine.click('command-form [type=submit]');
    await person.becomes('.problem-summary h2', 'There is a problem');
    await engine.click('.problem-summary li:nth-child(2) a');
    await person.settle('#ask-lab');
    await engine.type('luger-lab');
    expect(await person.valuesOf()).toEqual({ lab: 'luger-lab' });
    await expect.poll(() => isSeen(engine, '#ask-lab label')).toBe(true);
    await engine.click('li:has(> #step-check) .missing a');
    await person.settle('#ask-account');
    await engine.type('jdoe');
    expect(await person.valuesOf()).toEqual({ account: 'jdoe', lab: 'luger-lab' });
    await expect.poll(() => isSeen(engine, '#ask-account label')).toBe(true);
  });

  it('the start page asks what matters, and leads to the guide with the answer', async () => {
    await person.open('/');
    await engine.click('way-chooser .card:has([value=petalibrary])');
    await engine.press('ArrowDown');
    expect(await person.look('way-chooser [value=server]')).toBe(true);
    await person.becomes('.chosen .go', `${titleOf('rsync')} →`);
    await engine.click('#choose-size');
    await engine.type('5');
    // To be done with a field by the mouse needs a window that has the focus.
    await engine.press('Enter');
    await expect.poll(() => person.textOf('#choose-problem-size')).toContain('“5” has no unit');
    await engine.click('.chosen li a');
    await person.settle('#choose-size');
    await engine.type('00 GB');
    expect(await engine.evaluate(() => document.querySelector<HTMLInputElement>('#choose-size')?.value)).toBe('500 GB');
    await expect.poll(() => isSeen(engine, 'label[for=choose-size]')).toBe(true);
    await person.becomes('.chosen .go', `${titleOf('rsync')} →`);
    await engine.click('.chosen .go');
    await expect.poll(() => person.valuesOf()).toEqual({ size: '500 GB' });
  });

  it('a day is pasted or typed in many ways, and the calendar of the browser opens at a button', async () => {
    await person.open('/ways/rsync/');
    await engine.evaluate(() => {
      const field = Object.assign(document.createElement('textarea'), { id: 'paste', value: '2026-10-25' });
      document.body.append(field);
      field.select();
    });
    await engine.copy();
    await engine.click('.more > summary');
    await engine.click('[name=collected]');
    await engine.paste();
    expect(await person.valuesOf()).toEqual({ collected: '2026-10-25' });
    await expect.poll(() => isSeen(engine, '#ask-collectedUntil label')).toBe(true);
    await person.fill({ collectedUntil: '28 Oct 2026' });
    await engine.press('Enter');
    await engine.evaluate(() => {
      Object.assign(window, { opened: 0 });
      const open = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'showPicker')?.value as () => void;
      HTMLInputElement.prototype.showPicker = function () {
        open.call(this);
        Object.assign(window, { opened: 1 });
      };
    });
    await engine.click('[data-does="day collectedUntil"]');
    await expect.poll(() => person.valuesOf()).toEqual({ collected: '2026-10-25', collectedUntil: '2026-10-28' });
    await expect.poll(() => engine.evaluate(() => (window as { opened?: number }).opened)).toBe(1);
    await engine.press('Escape');
  });

  it('the button brings the commands to the top, though their heading was in sight', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    // A link leads to the form first.
    await expect.poll(() => person.topOf('command-form')).toBeLessThan(150);
    await person.settle('#commands');
    await engine.evaluate(() => {
      const { top = 0 } = document.querySelector('#commands')?.getBoundingClientRect() ?? {};
      scrollBy({ top: top - innerHeight + 60, behavior: 'instant' });
      document.querySelector<HTMLElement>('command-form [type=submit]')?.click();
    });
    await expect.poll(() => person.topOf('#commands')).toBeLessThan(150);
    expect(await isSeen(engine, '#commands')).toBe(true);
  });

  it('“On this page” knows where a link has led', async () => {
    await person.open(`/maintain/#${formatLink({ ...plainRequest, at: 'write-a-command-of-your-own' })}`);
    await person.becomes('starlight-toc a[aria-current=true]', 'Write a command of your own');
  });

  it('a guide has its form and its first command in view, as wide as the window, and axe finds nothing', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    const facts = await engine.evaluate(() => {
      const fromTop = (selector: string, side: 'top' | 'bottom'): number =>
        (document.querySelector(selector)?.getBoundingClientRect()[side] ?? NaN) + scrollY;
      const { scrollWidth, clientWidth } = document.documentElement;
      return {
        form: fromTop('command-form', 'top'),
        block: fromTop('.steps .command', 'bottom'),
        beside: scrollWidth - clientWidth,
      };
    });
    expect(facts.form).toBeLessThanOrEqual(300);
    expect(facts.block).toBeLessThanOrEqual(900);
    expect(facts.beside).toBe(0);
    // The policy of the site lets no page run a text: the driver does.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The driver takes the text of a function.
    await engine.evaluate(new Function(axeSource) as () => null);
    const found = await engine.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string }[] }> };
      };
      const { violations } = await axe.run({ resultTypes: ['violations'] });
      return violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
  });

  it('a step that is ticked off is still ticked when the page is loaded again', async () => {
    const isTicked = (): Promise<boolean> =>
      engine.evaluate(() => document.querySelector<HTMLInputElement>('[data-tick=check]')?.checked ?? false);
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    await engine.click('[data-tick=check]');
    await expect.poll(() => person.textOf('.progress .next')).toContain('Next: Make the destination folder');
    await engine.reload();
    await expect.poll(isTicked).toBe(true);
    expect(await person.textOf('.progress .done')).toBe('Check that you can log in and the collection is there (done)');
    await engine.click('[data-tick=check]');
    await expect.poll(() => person.textOf('.progress .next')).toContain('Next: Check that you can log in');
  });

  it('a choice in force leads to its field, which is folded away', async () => {
    await person.open('/ways/rsync/');
    await engine.click('.in-force a[href="#field-session"]');
    const where = (): Promise<string | undefined> => engine.evaluate(() => document.activeElement?.id);
    await expect.poll(where).toBe('field-session');
    expect(await engine.evaluate(() => document.querySelector<HTMLDetailsElement>('.more')?.open)).toBe(true);
    await person.settle('#field-session');
    await expect.poll(() => isSeen(engine, '#field-session')).toBe(true);
    await engine.click('[name=session][value=tmux]');
    await person.becomes('.in-force b', 'tmux');
  });

  it('an address leads to a section that is folded away', async () => {
    await person.open('/ways/rsync/#keys');
    await expect
      .poll(() => engine.evaluate(() => document.querySelector('#keys')?.closest('details')?.open))
      .toBe(true);
    await person.settle('#keys');
    await expect.poll(() => isSeen(engine, '#keys')).toBe(true);
  });

  it('the link to share has the values, and where copying is refused the button says what to do', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    await engine.click('[data-does=link]');
    await person.becomes('[data-does=link]', 'Copied');
    await paste();
    await expect.poll(pasted).toContain(`${site.origin}/ways/rsync/#`);
    const link = (await pasted()) ?? '';
    await engine.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new DOMException('denied', 'NotAllowedError')) },
      });
    });
    const step = 'li:has(> #step-folder)';
    await engine.click(`${step} button.copy`);
    await person.becomes(`${step} button.copy`, 'Could not copy. Select the text and press Ctrl/⌘+C');
    expect(await engine.evaluate(() => getSelection()?.toString())).toBe(await person.textOf(`${step} pre`));
    await person.open(link.slice(site.origin.length));
    await person.becomes('#commands', 'Your commands');
    expect(await person.valuesOf()).toEqual(plainRequest);
  });

  it('a page is found by its words', async () => {
    await person.open('/');
    await person.search('ServerAliveInterval');
    await engine.press('Escape');
  });

  it('Escape closes the search while its field has the focus', async () => {
    await person.open('/');
    await engine.click('site-search > button');
    await expect.poll(() => engine.evaluate(() => document.activeElement?.matches('site-search input'))).toBe(true);
    await engine.type('rsync');
    await engine.press('Escape');
    expect(await engine.evaluate(() => document.querySelector<HTMLDialogElement>('site-search dialog')?.open)).toBe(
      false,
    );
  });

  it('a guide is used by the keyboard alone, and the focus is seen all the way to its end', async () => {
    const inTmux = planOf(facility, { method: 'rsync', ...plainRequest, session: 'tmux' });
    const copy = 'li:has(> #step-session) button.copy';
    await person.open('/ways/rsync/');
    await person.tabTo('.sl-skip-link');
    await engine.press('Enter');
    await expect.poll(() => engine.evaluate(() => location.hash)).toBe('#_top');
    await engine.press('Tab');
    expect(await person.look('main *')).toBe(true);
    await person.tabTo('[name=account]');
    for (const [field, value] of Object.entries(plainRequest)) {
      expect(await person.look(`[name=${field}]`)).toBe(true);
      await engine.type(String(value));
      await engine.press('Tab');
    }
    expect(await person.look('.more > summary')).toBe(true);
    await engine.press('Enter');
    await person.tabTo('[name=session]');
    await engine.press('ArrowDown');
    expect(await person.look('[name=session][value=tmux]')).toBe(true);
    await person.tabTo('command-form [type=submit]');
    await engine.press('Enter');
    await expect.poll(() => person.look('#commands')).toBe(true);
    await person.tabTo('[data-tick=check]');
    await engine.press('Space');
    await expect.poll(() => person.textOf('.progress .next')).toContain('Next: Make the destination folder');
    expect(await person.look('[data-tick=check]')).toBe(true);
    await person.tabTo(copy);
    await engine.press('Enter');
    await person.becomes(copy, 'Copied');
    expect(await person.look(copy)).toBe(true);
    await person.tabTo('a[rel=next]');
    const { all, passedOver } = await engine.evaluate(listPassedOver, '#commands');
    expect(all).toBeGreaterThan(60);
    expect(passedOver).toEqual([]);

    await paste();
    await expect.poll(pasted).toBe(commandOf(inTmux, 'session'));
    await engine.evaluate(() => {
      localStorage.clear();
    });
  });

  it('a guide that was never opened makes commands and searches without its server, after a visit of the start page', async () => {
    const away = await openSite();
    onTestFinished(() => away.close());
    await engine.open(away.origin);
    // The worker takes the page over when it has kept all. Firefox does not always tell the page of its later states.
    await expect.poll(() => engine.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
    await away.server.stop();
    await expect(fetch(away.origin)).rejects.toThrow('fetch failed');
    await person.open('/ways/rsync/', away);
    await person.fill(plainRequest);
    await engine.click('command-form [type=submit]');
    await person.becomes('#commands', 'Your commands');
    await person.becomes('li:has(> #step-copy) pre', commandOf(plan, 'copy'));
    await person.search('caffeinate');
    await engine.press('Escape');
  });

  it('nothing is refused by the policy, which a host may send as a header too', async () => {
    const watched = await openSite();
    onTestFinished(() => watched.close());
    const refused: string[] = [];
    watched.server.refused = refused;
    await person.open('/', watched);
    await engine.click('way-chooser .card:has([value=server])');
    await person.becomes('.chosen .go', `${titleOf('rsync')} →`);
    await person.search('ServerAliveInterval');
    await engine.press('Escape');
    const values = { ...plainRequest, alsoCollections: 'GRID2', collected: '2026-10-25', size: '1.2 TB' };
    await person.open(`/ways/rsync/#${formatLink({ method: 'rsync', ...values })}`, watched);
    await person.becomes('#commands', 'Your commands');
    await engine.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true;
    });
    await expect.poll(() => person.textOf('.timeline')).toContain('Deleted on or after');
    await person.open('/troubleshooting/', watched);
    await engine.click('#seen');
    await engine.type('duplicate session: krios');
    await person.becomes('seen-box .answer strong', 'This is explained:');

    // What is refused is seen, by each of the two policies: a script without its hash.
    const seen = await engine.evaluate(async () => {
      const dispositions: string[] = [];
      const both = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ disposition }) => {
          if (dispositions.push(disposition) === 2) resolve();
        });
      });
      document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = "It has run."' }));
      await both;
      return [document.title, ...dispositions];
    });
    expect(seen).toEqual([expect.stringMatching(/^Troubleshooting/), 'enforce', 'enforce']);
    await expect.poll(() => refused).toEqual(['/troubleshooting/: script-src-elem: inline']);
  });

  it('a link carries the values where the history takes no more', async () => {
    await person.open(`/ways/rsync/#${fragment}`);
    await person.becomes('#commands', 'Your commands');
    const refusal = await engine.evaluate(() => {
      try {
        for (let count = 0; count < 200; count += 1) history.replaceState(history.state, '');
        return '';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(refusal).toBe(name === 'WebKit' ? 'SecurityError' : '');
    await engine.click('[name=collection]');
    await engine.type('2');
    await engine.click('nav.sidebar a[href="/ways/drive/"]');
    await expect.poll(() => person.valuesOf()).toMatchObject({ lab: 'luger-lab', collection: 'GRID12' });
  });
});

describe.each(['Firefox', 'WebKit'])('%s compares a copy with a list', (name) => {
  // Neither driver hands over a folder: the files are given to the field one by one, as a person without one chooses them.
  it.each([
    ['whole', '', 'All 3 files are as in the list.'],
    ['with a changed byte', 'x', 'NOT whole: 1 file changed.'],
  ])('that is %s', async (_, more, result) => {
    const engine = name === 'Firefox' ? firefox : webkit;
    const person = visit(engine);
    const copy = mkdtempSync(join(folder, 'copy-'));
    const files = ['a.eer', 'it\'s "b".mrc', 'Müller.mrc'].map((file) => join(copy, file));
    for (const file of files) writeFileSync(file, 'data'.repeat(500_000));
    const list = join(folder, 'GRID1.sha256');
    writeFileSync(list, execFileSync('sha256sum', files));
    appendFileSync(files[0] ?? '', more);
    await person.open('/whole/');
    await expect
      .poll(() => engine.evaluate(() => Boolean(document.querySelector('check-copy fieldset:enabled'))))
      .toBe(true);
    await engine.chooseFiles('#check-list', [list]);
    await engine.evaluate(() => document.querySelector('#check-folder')?.removeAttribute('webkitdirectory'));
    await engine.chooseFiles('#check-folder', files);
    await expect.poll(() => person.textOf('#check-folder-found')).toContain('3 files');
    await engine.click('check-copy [type=submit]');
    await expect.poll(() => person.textOf('check-copy .verdict')).toContain(result);
    expect(await person.textOf('.receipt pre')).toContain('Hashes: SHA-256');
  });
});

it('WebKit prints a plan whole', async () => {
  const file = join(folder, 'webkit.pdf');
  const { display, screen } = await openScreen();
  onTestFinished(() => void screen.kill());
  await promisify(execFile)(
    '/usr/bin/python3',
    [
      join(import.meta.dirname, '../rigs/print-webkit.py'),
      `${site.origin}/ways/rsync/#${fragment}`,
      file,
      '#commands',
      'Your commands',
    ],
    { env: { ...process.env, HOME: folder, DISPLAY: `:${display}` } },
  );
  judgePaper(readPaper(file));
});
