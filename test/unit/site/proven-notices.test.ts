/** What plans and guides say of what was run, and what was not, is what the table on `maintain/proven` says. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFacility } from '../../../src/facility/load.ts';
import { everyExtra } from '../../../src/generator/every-extra.ts';
import { planTransfer } from '../../../src/generator/index.ts';
import { methods } from '../../../src/generator/methods/index.ts';
import { draftExample } from '../../../src/generator/request.ts';
import type { Fields } from '../../../src/generator/request.ts';
import type { MethodId } from '../../../src/generator/transfer.ts';
import { proofs } from '../../../src/site/proven-tables.ts';
import { listPlaces, readCell } from '../../../src/site/proven.ts';
import type { Cell, Kept } from '../../../src/site/proven.ts';
import { exampleBucket, exampleSftp } from '../../rigs/example-facility.ts';

const root = join(import.meta.dirname, '../../..');
const kept = JSON.parse(readFileSync(join(root, 'src/site/proven.json'), 'utf8')) as Kept;

/** The states of a place, each once. */
const statesAt = (method: string, place: string): Cell['state'][] => [
  ...new Set(Object.keys(proofs).map((proof) => readCell(kept.proven[method]?.[place]?.[proof] ?? []).state)),
];

/** Whether a collection has come home there, with the real programs. */
const isNormalRun = (method: string, place: string): boolean =>
  readCell(kept.proven[method]?.[place]?.normal ?? []).state === 'run';

/** All texts in tables. */
function textsIn(tables: unknown): string[] {
  if (typeof tables === 'string') return [tables];
  return tables !== null && typeof tables === 'object' ? Object.values(tables).flatMap(textsIn) : [];
}

/** Whether a sentence says that something was run, tried or checked here, or was not. */
const isClaim = (sentence: string): boolean =>
  /\b(?:was|were|been) (?:\w+ )?(?:run|tried|checked against)\b|\bNot run:|\bNobody has tried|nothing was sent|, not run\b/i.test(
    sentence,
  );

/** The sentences of texts that are claims. What an error means says what was run by the person who reads it. */
const claimsIn = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap((text) => text.replaceAll(/\s+/g, ' ').split(/(?<=\.) (?=[A-Z_])/))
      .filter((sentence) => isClaim(sentence) && !/^#|^Nothing was run\.|no command was run/.test(sentence)),
  ),
];

type Place = readonly [method: MethodId, place: string];
const at = (place: string, ...of: readonly MethodId[]): Place[] => of.map((method) => [method, place]);

/** Of which places a sentence says that nothing was run there but with stand-ins. */
const claims: readonly (readonly [begins: string, places: readonly Place[]])[] = [
  // Of plans.
  [
    'These commands were run on Linux, not in WSL.',
    at('wsl', 'rsync', 'sftp', 'aws', 'bucket', 'drive', 'petalibrary'),
  ],
  [
    'These commands were run on Linux, not on a Mac.',
    at('macos', 'rsync', 'sftp', 'aws', 'bucket', 'drive', 'petalibrary'),
  ],
  ['These steps were run on Linux, not on a Mac.', at('macos', 'filezilla')],
  ['These steps were run on Linux, not on Windows.', at('windows', 'filezilla')],
  ['The commands for Windows have not been run on Windows itself.', at('windows', 'drive')],
  ['These commands have been run on Linux, not in PowerShell on Windows.', at('windows', 'aws', 'bucket')],
  ['The commands were run against a server for buckets on our own computer', at('linux', 'aws', 'bucket')],
  ['These commands were run by PowerShell 7.6', at('windows', 'rsync')],
  ['Windows itself, its PowerShell 5.1 and its OpenSSH have not been tried.', at('windows', 'rsync')],
  ['It has not been tried with OneDrive.', at('windows-onedrive', 'rsync')],
  ['Network drives have not been tried with these commands.', at('windows-share', 'rsync')],
  ['The commands for PowerShell were checked by their rules, not run on Windows.', at('windows', 'globus')],
  ['Options and arguments were checked against the grammar of Globus CLI 3.42', at('way:cli', 'globus')],
  ['Globus Connect Personal was not run', at('linux', 'globus')],
  ['The line of s5cmd has been checked against its documentation', at('linux', 'aws')],
  ['Install version 2: the commands have been tried with it only.', at('linux', 'aws')],
  // Of guides.
  ['The commands with `aws` have been run', at('linux', 'aws')],
  ['They have not been run against AWS itself, nor in PowerShell', [...at('linux', 'aws'), ...at('windows', 'aws')]],
  ['The line with `s5cmd` has not been run at all', at('linux', 'aws')],
  ['The commands have been run, with version 2.9 of the program', at('linux', 'bucket')],
  ['They have not been run in PowerShell on Windows.', at('windows', 'bucket')],
  [
    'Two such names were tried on exFAT; network drives were not.',
    [...at('disk:smb', 'sftp'), ...at('disk:nfs', 'sftp')],
  ],
  ['All steps were run with FileZilla', []],
  ['FileZilla is on every system, and was run with this plan.', []],
  ['FileZilla was run.', []],
  ['Windows and macOS have the same program', [...at('windows', 'filezilla'), ...at('macos', 'filezilla')]],
  ['Nothing was sent through Globus itself', [...at('linux', 'globus'), ...at('way:cli', 'globus')]],
  [
    'Nobody has tried the commands against OneDrive',
    [...at('target:onedrive', 'onward'), ...at('target:googledrive', 'onward')],
  ],
  ['These commands have been run on Linux, and use', at('wsl', 'onward')],
  ['The network drives were tried with Linux and Samba', at('nas', 'rsync')],
  ['Not run on a NAS:', at('nas', 'rsync')],
  ['No NAS was there to try this on:', at('nas', 'rsync')],
  ['All was run by PowerShell 7.6', at('windows', 'rsync')],
  [
    'Not run: Windows itself',
    [
      ...at('windows', 'rsync'),
      ...at('windows-onedrive', 'rsync'),
      ...at('windows-share', 'rsync'),
      ...at('windows-long', 'rsync'),
    ],
  ],
];

describe('what is said to have been run, or not', () => {
  const own = loadFacility();
  const facility = { ...own, bucket: exampleBucket, storage: { ...own.storage, sftp: exampleSftp } };
  const texts = [...Object.values(methods).map(({ tables }) => tables), everyExtra].flatMap(textsIn);
  const guides = globSync('src/content/docs/ways/*.mdx', { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8').split(/\n\s*\n/),
  );

  it.each(claimsIn([...texts, ...guides]))('agrees with the table: %s', (sentence) => {
    const places = claims.find(([begins]) => sentence.startsWith(begins))?.[1];
    expect(places, 'Say in this test of which places it speaks.').toBeDefined();
    for (const [method, place] of places ?? []) {
      expect([...listPlaces(method, methods[method].tables.fields).keys()]).toContain(place);
      expect([method, place, ...statesAt(method, place)]).not.toContain('run');
    }
  });

  it('is no sentence that no plan or guide has', () => {
    const found = claimsIn([...texts, ...guides]);
    expect(claims.filter(([begins]) => !found.some((sentence) => sentence.startsWith(begins)))).toEqual([]);
  });

  it('has the versions of the table', () => {
    const { versions } = kept;
    const said = [...texts, ...guides].join('\n');
    const named = [
      [/by PowerShell ([\d.]+),/g, versions['powershell-windows']],
      [/with FileZilla ([\d.]+) on Linux/g, versions.filezilla],
      [/with version ([\d.]+) of the program from Debian/g, versions.aws],
    ] as const;
    for (const [pattern, version = ''] of named) {
      const found = [...said.matchAll(pattern)].map(([, one = '']) => one);
      expect(found.length, String(pattern)).toBeGreaterThan(0);
      for (const one of found) expect(`${version}.`).toContain(`${one}.`);
    }
  });

  const computers = Object.entries(methods).flatMap(([id, { tables }]) => {
    const { computer }: Fields = tables.fields;
    return Object.keys(computer?.choices ?? {}).map((place) => [id as MethodId, place] as const);
  });

  it.each(computers.filter(([id, place]) => id !== 'troubleshooting' && !isNormalRun(id, place)))(
    'is in the plan by %s for %s, where the commands were not run',
    (method, computer) => {
      const fields: Fields = methods[method].tables.fields;
      const draft = draftExample(fields, { method, computer, way: 'cli', onward: 'dtn' });
      const answer = planTransfer(facility, draft, '2026-11-24');
      if (!('plan' in answer)) throw new Error(JSON.stringify(answer.problems));
      const shown = claimsIn(answer.plan.notices.map(({ text }) => text));
      const isOf = (sentence: string): boolean =>
        claims.some(
          ([begins, places]) =>
            sentence.startsWith(begins) &&
            places.some(([id, place]) => id === method && (place === computer || place.startsWith('way:'))),
        );
      expect(shown.filter(isOf), JSON.stringify(answer.plan.notices)).not.toEqual([]);
    },
  );
});
