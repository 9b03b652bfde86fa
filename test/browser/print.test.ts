import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { makeCommands, openSection, openSite, pagePaths, plainRequest, turnToForm } from './site.ts';
import type { Site } from './site.ts';

const { contact, guide, name } = loadFacility();

let site: Site;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'print-'));
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** Prints a page, and gives the file. */
async function print(page: Page, format: string): Promise<string> {
  const file = join(folder, 'plan.pdf');
  await page.pdf({ path: file, format });
  return file;
}

/**
 * Prints a page and reads the paper: the text of each side. With `-layout` columns are read side by side, and a hyphen
 * at the end of a line stays, which otherwise pdftotext takes for a hyphenation.
 */
async function printSides(page: Page, format: string, options = ['-layout']): Promise<string[]> {
  const file = await print(page, format);
  const sides = execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' })
    .split('\f')
    .slice(0, -1);
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(new RegExp(`^Pages: +${sides.length}$`, 'm'));
  return sides;
}

/** A text with one blank for all white space. */
const loose = (text: string): string => text.replace(/\s+/g, ' ');

/** A text without its white space, and what says that a line goes on: where it is broken on paper nothing else says. */
const close = (text = ''): string => text.replace(/ \\\n|\s/g, '');

/** On how many sheets each command of the page is whole. */
async function countSides(page: Page, sides: readonly string[]): Promise<number[]> {
  const commands = await page.locator('command-form .steps pre').allTextContents();
  return commands.map((command) => sides.filter((side) => close(side).includes(close(command))).length);
}

describe("a person's plan", () => {
  it.each(['Letter', 'A4'])(
    'is printed on six sheets of %s: values, deletion date, every step whole, and whom to ask',
    async (format) => {
      const { page } = await site.open('/ways/rsync/');
      await makeCommands(page, plainRequest);
      const sides = await printSides(page, format);
      const paper = loose(sides.join(' '));
      expect(sides).toHaveLength(6);
      for (const value of [
        'Account: jdoe',
        'Lab folder: luger-lab',
        'Collection: GRID1',
        'Destination: /srv/data/GRID1',
        'Your computer: Linux',
      ])
        expect(paper).toContain(value);
      expect(close(sides[0])).toMatch(/writtentoday,\d{4}-\d\d-\d\d,aredeletedonorafter\d{4}-\d\d-\d\d,/);
      const commands = await countSides(page, sides);
      expect(commands.length).toBeGreaterThan(8);
      expect(Math.min(...commands)).toBe(1);
      for (const title of await page.locator('.steps h4').allTextContents()) expect(paper).toContain(title);
      expect(paper).toContain('Press Ctrl + A , let go, then press D');
      expect(paper).toContain(
        'code 12, code 255, Broken pipe, unexpected end of file: The connection broke. Start again: it goes on where it stopped.',
      );
      expect(paper).toContain('NOT PASSED, and no such line: The check did not come to its end');
      expect(sides.at(-1)).toContain(`Ask ${contact.role} of ${name}.`);
      if (guide) expect(close(sides.at(-1))).toContain(guide);
      for (const left of [
        'Copy command',
        'Make my commands',
        'Your user name on the storage server',
        'If you see something else',
        'Explain this command',
        'More about this',
        'Before you begin',
        'Good to know',
        'PowerShell',
      ])
        expect(paper).not.toContain(left);
      await site.leave(page);
    },
  );

  it('keeps commands and values of any length whole, on as many sheets as they need', async () => {
    const { page } = await site.open('/ways/rsync/');
    const destination = `/srv/${'d'.repeat(250)}/${'c'.repeat(250)}`;
    await makeCommands(page, { ...plainRequest, collection: 'c'.repeat(250), destination });
    expect(Math.min(...(await countSides(page, await printSides(page, 'Letter'))))).toBe(1);
    const [first] = await printSides(page, 'Letter', []);
    expect(close(first)).toContain(`Destination:${destination}`);
    await site.leave(page);
  });

  it('is as dark on paper as any text where the screen is dark', async () => {
    const { page } = await site.open('/ways/rsync/', { colorScheme: 'dark' });
    await makeCommands(page, plainRequest);
    const colorsOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((found) => getComputedStyle(found).color);
    const selectors = ['h1', '.steps pre', '.steps mark', '.contact'];
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await page.emulateMedia({ media: 'print' });
    const printed = await Promise.all(selectors.map(colorsOf));
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'light';
    });
    expect(printed).toEqual(await Promise.all(selectors.map(colorsOf)));
    await site.leave(page);
  });
});

it('without a plan the guide is printed, with its checklist and its example', async () => {
  const { page } = await site.open('/ways/rsync/');
  await expect.poll(() => page.isEnabled('[name=account]')).toBe(true);
  const paper = loose((await printSides(page, 'Letter')).join(' '));
  for (const part of ['Before you begin', 'Good to know', 'YOUR-COLLECTION', `Ask ${contact.role} of ${name}.`])
    expect(paper).toContain(part);
  for (const item of await page.locator('.checklist label').allInnerTexts())
    expect(paper).toContain(item.replace(/\s+/g, ' ').trim());
  expect(paper).not.toContain('Your user name on the storage server');
  await site.leave(page);
});

/** What is copied of a page: by its buttons where it has them, or else the text that it shows. */
interface Copied {
  readonly id: string;
  readonly text: string;
  /** Whether a Unix shell reads it; otherwise it is one line, for PowerShell or a field. */
  readonly isForShell: boolean;
  /** The text before and behind it, as far as a line of paper has it. */
  readonly before: string;
  readonly behind: string;
}

/** Everything of a page that is printed and is copied to be run or typed, in its order. */
async function copyAll(page: Page): Promise<Copied[]> {
  await page.emulateMedia({ media: 'print' });
  return page.locator('.steps :is(.command, .text) > pre:visible').evaluateAll(async (all) => {
    const found: Copied[] = [];
    const begin = (element?: Element | null): string => element?.textContent.trim().slice(0, 16) ?? '';
    for (const shown of all) {
      const block = shown.parentElement;
      const button = block?.querySelector<HTMLElement>('.copy');
      let text = shown.textContent;
      if (button) {
        await navigator.clipboard.writeText('');
        button.click();
        do text = await navigator.clipboard.readText();
        while (!text);
      }
      const step = shown.closest('li');
      const own = shown.closest('personal-command');
      found.push({
        id: step?.querySelector('[id]')?.id ?? own?.getAttribute('data-id') ?? '',
        text,
        isForShell: shown.matches('[data-paper]'),
        before: step ? 'On:' : begin(own?.previousElementSibling),
        behind: step ? 'You should see:' : begin(own?.querySelector('.needs') ?? own?.nextElementSibling),
      });
    }
    return found;
  });
}

/**
 * The lines on paper, behind line `from`, that somebody would copy: all between the text before a command and the text
 * behind it.
 */
function select(
  paper: readonly string[],
  from: number,
  { text, before, behind, id }: Copied,
): [lines: string[], to: number] {
  const begins = /^\S+( \S+)?/.exec(text) ?? [''];
  const find = (index: number, isIt: (line: string) => boolean): number => {
    const found = paper.findIndex((line, at) => at > index && isIt(line.trim()));
    if (found < 0) throw new Error(`${id} is not on paper:\n${paper.slice(from + 1).join('\n')}`);
    return found;
  };
  const start = find(
    find(from, (line) => line.includes(before)),
    (line) => line.startsWith(begins[0]) || line === text.replace(/ .*/s, ' \\'),
  );
  const to = find(start, (line) => line.startsWith(behind));
  return [paper.slice(start, to), to];
}

/** Every `name` at the beginning of a command or behind a pipe. */
// Not what is behind the “||” of a program for awk.
const listPrograms = (text: string): string[] =>
  [...text.matchAll(/(?:^|(?<!\|)\| )([\w./-]+)(?= |$)/gm)].map(([, name = '']) => name);

/** Pastes a text into bash, line by line, where each program only tells its words, and gives those of each. */
function paste(text: string, programs: readonly string[]): string[][] {
  const place = mkdtempSync(join(folder, 'paste-'));
  const records = join(place, 'records');
  const home = join(place, 'home');
  for (const made of [records, home]) mkdirSync(made);
  const tell = join(place, 'tell');
  writeFileSync(tell, '#!/bin/sh\nprintf \'%s\\0\' "$@" >"$RECORDS/$$"\n', { mode: 0o755 });
  const functions = join(place, 'functions');
  writeFileSync(functions, programs.map((name) => `function ${name} { '${tell}' '${name}' "$@"; }\n`).join(''));
  const { stderr } = spawnSync('bash', ['--norc', '--noprofile'], {
    cwd: home,
    input: `${text}\n`,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', RECORDS: records, BASH_ENV: functions },
  });
  expect(stderr).toBe('');
  expect(readdirSync(home)).toEqual([]);
  const told = readdirSync(records).map((file) => readFileSync(join(records, file), 'utf8').split('\0').slice(0, -1));
  rmSync(place, { recursive: true });
  return told
    .map((words) => words.map((word, index) => (words[index - 1] === 'awk' ? word.replace(/ \\\n */g, ' ') : word)))
    .sort();
}

/**
 * Prints a page, copies every command from the PDF as pdftotext reads it in each of its ways, and compares what bash
 * makes of it.
 */
async function comparePaste(page: Page, format: string): Promise<readonly Copied[]> {
  const copied = await copyAll(page);
  await page.emulateMedia({ media: null });
  const file = await print(page, format);
  const programs = [...new Set(copied.flatMap(({ text, isForShell }) => (isForShell ? listPrograms(text) : [])))];
  const told = new Map<string, string[][]>();
  const read = (text: string): string[][] => {
    const words = told.get(text) ?? paste(text, programs);
    told.set(text, words);
    return words;
  };
  for (const options of [[], ['-raw'], ['-layout']]) {
    const paper = execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' }).split('\n');
    let from = -1;
    for (const one of copied) {
      const [lines, to] = select(paper, from, one);
      from = to;
      const where = `${one.id}, pdftotext ${options.join()}`;
      const text = lines.join('\n').trim();
      // No sheet ends within it.
      expect(text, where).not.toContain('\f');
      if (!one.isForShell) expect(text, where).toBe(one.text);
      else {
        expect(read(one.text), where).not.toEqual([]);
        expect(read(text), where).toEqual(read(one.text));
      }
    }
  }
  return copied;
}

/** Fills the form with the example of each of its fields, or other values, and presses its button. */
async function fillIn(page: Page, values: Readonly<Record<string, string>> = {}): Promise<void> {
  await turnToForm(page);
  const examples = await page
    .locator('.field:has(> input[type=text]):visible')
    .evaluateAll((all) =>
      all.map((field) => [
        field.querySelector('input')?.name ?? '',
        field.querySelector('.hint code')?.textContent ?? '',
      ]),
    );
  for (const [name = '', example = ''] of examples)
    if (name) await page.fill(`input[name=${name}]`, values[name] ?? example);
  await page.click('command-form button[type=submit]');
  await page.waitForSelector('command-form[data-ready]');
}

describe('what is copied from the PDF is what the button copies', () => {
  const guides = pagePaths.filter((path) => path.startsWith('/ways/'));

  // Without JavaScript each guide is printed: with it, three.
  it.each(['/ways/rsync/', '/ways/globus/', '/ways/onward/'])('in the plan of %s', async (path) => {
    const { page } = await site.open(path);
    await fillIn(page);
    expect(await comparePaste(page, 'A4')).not.toEqual([]);
    await site.leave(page);
  });

  it.each([...guides, '/troubleshooting/', '/maintain/send-data/'])(
    'in the worked examples of %s, without JavaScript',
    async (path) => {
      const { page } = await site.open(path, { javaScriptEnabled: false });
      expect(await comparePaste(page, 'Letter')).not.toEqual([]);
      await site.leave(page);
    },
  );

  it('in the worked example, and in a command of its author, with JavaScript', async () => {
    const { page } = await site.open('/ways/rsync/');
    await turnToForm(page);
    await openSection(page);
    await page.hover('personal-command');
    await page.waitForSelector('personal-command li');
    await page.fill('input[name=lab]', `O'Brien  lab ${'b'.repeat(80)}`);
    const copied = await comparePaste(page, 'A4');
    expect(copied.map(({ text }) => text).filter((text) => text.includes('bbb')).length).toBeGreaterThan(3);
    await site.leave(page);
  });

  it.each([
    [
      'quotes, blanks and what a shell would run',
      { collection: `it's  my   "$(touch PWNED)"  grid ; touch PWNED \\!` },
    ],
    ['a word of 400 characters', { collection: 'c'.repeat(200), destination: `/srv/${'d'.repeat(200)}` }],
    [
      'as long as a name can be',
      { collection: 'c'.repeat(255), destination: `/srv/${'d '.repeat(120)}d/${'e'.repeat(200)}` },
    ],
    ['a hyphen at the end', { collection: 'GRID-', destination: '/srv/GRID-' }],
    ['letters of other scripts', { collection: 'Gitter Zürich', destination: '/srv/πλέγμα сетка' }],
  ])('with %s in it', async (_, values) => {
    const { page } = await site.open('/ways/rsync/');
    for (const format of ['A4', 'Letter']) {
      await fillIn(page, values);
      const copied = await comparePaste(page, format);
      expect(copied.filter(({ text }) => text.includes('rsync ')).length).toBeGreaterThan(2);
    }
    await site.leave(page);
  });

  it('after the values have changed', async () => {
    const { page } = await site.open('/ways/rsync/');
    await fillIn(page);
    await comparePaste(page, 'A4');
    await page.fill('input[name=collection]', `GRID2 ${'x'.repeat(60)}`);
    const copied = await comparePaste(page, 'A4');
    expect(copied.map(({ text }) => text).join()).toContain('GRID2 xxx');
    await site.leave(page);
  });
});
