// Only what can hold a component: each page that is named here is bundled, which for 3,000 takes 7 s and as many files.
const pages = import.meta.glob<string>('../content/docs/**/*.mdx', { query: '?raw', import: 'default' });

/** Says where `text` first occurs in a page, as `file:line`; only the file when it is not found. */
export async function locateInPage(filePath: string | undefined, text: string): Promise<string> {
  const file = filePath ?? 'a page';
  const source = (await pages[`../${file.replace(/^src\//, '')}`]?.()) ?? '';
  const index = source.split('\n').findIndex((line) => line.includes(text));
  return index < 0 ? file : `${file}:${index + 1}`;
}
