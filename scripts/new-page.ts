/** Asks three questions and writes the start of a page: `npm run new-page`, optionally with the answers after `--`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { format, resolveConfig } from 'prettier';
import { menuFolders } from '../src/authoring/menu.ts';
import { makePage } from '../src/authoring/new-page.ts';
import { readSite } from '../src/authoring/read-site.ts';
import { addressOf } from '../src/authoring/site.ts';
import { formatLocalDay } from '../src/generator/deletion.ts';

const root = join(import.meta.dirname, '..');

const questions = [
  'Title, such as "Hours of the microscopes": ',
  'One sentence that says what the page is for: ',
  `Folder, which is its place in the menu (${Object.keys(menuFolders).join(', ')}): `,
];

async function readAnswers(): Promise<string[]> {
  const given = process.argv.slice(2);
  if (given.length > 0) return given;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answers: string[] = [];
  for (const question of questions) answers.push((await terminal.question(question)).trim());
  terminal.close();
  return answers;
}

const [title = '', description = '', folder = ''] = await readAnswers();
const { site } = readSite(root, formatLocalDay(new Date()));
const made = makePage({ title, description, folder }, site);
if ('problems' in made) {
  for (const problem of made.problems) console.error(problem);
  process.exitCode = 1;
} else {
  const file = join(root, made.file);
  const text = await format(made.text, { ...(await resolveConfig(file)), filepath: file });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
  console.log(`${made.file} is written.`);
  console.log(`npm run dev shows it at http://localhost:4321${addressOf(made.file)}, as you write it.`);
}
