/**
 * Prints the notes of a release: `node scripts/release-notes.ts v0.1.0`. Fails if the tag, package.json and the
 * changelog disagree.
 */
import { readFileSync } from 'node:fs';

/**
 * The section of the changelog for a tag such as `v0.1.0`, without its heading. Throws if the tag is not the version of
 * package.json, or if the section is missing, empty or without a date.
 */
export function findReleaseNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) {
    throw new Error(`The tag ${tag} is not the version ${version} of package.json. Tag the release v${version}.`);
  }
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const heading = section?.split('\n', 1)[0] ?? '';
  if (!/^\[[^\]]+\] - \d{4}-\d\d-\d\d$/.test(heading)) {
    throw new Error(`CHANGELOG.md needs a heading with the day of the release: "## [${version}] - YYYY-MM-DD".`);
  }
  const notes = section?.slice(heading.length).trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md says nothing about ${version}.`);
  return notes;
}

if (import.meta.main) {
  const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { readonly version: string };
  try {
    console.log(findReleaseNotes(process.argv[2] ?? '', version, read('CHANGELOG.md')));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
