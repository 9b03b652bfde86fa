import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyProject, removeCopy } from './project-copy.ts';

const page = `---
title: Blocks
description: Blocks with mistakes in them.
---

import { Steps } from '@astrojs/starlight/components';

\`\`\`sh personal
ssh {account}@{storage.host} ls "{lab}"
\`\`\`

<Steps>

1. In a list:

   \`\`\`sh personal
   ls {labb} \\
     ~/x
   \`\`\`

</Steps>

\`\`\`sh personal
ls {lab}
\`\`\`

Not a block: <lab>, and [a page](/ways/rsnc/) that is not there.
`;

let folder: string;

beforeAll(() => {
  folder = copyProject('personal-blocks');
});

afterAll(() => {
  removeCopy(folder);
});

it('mistakes in personal blocks and beside them stop the build, all of a page at once, each with its file, its line and the edit', () => {
  writeFileSync(join(folder, 'src/content/docs/blocks.mdx'), page);
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build'], { cwd: folder, encoding: 'utf8' });
  expect(status).not.toBe(0);
  const told = (stdout + stderr)
    .split('\n')
    .flatMap((line) => /src\/content\/docs\/blocks\.mdx:\d+: .*/.exec(line) ?? []);
  expect([...new Set(told)]).toEqual([
    'src/content/docs/blocks.mdx:1: Nobody owns this page. Add “owner:” with the path of the fact that names the role, for example contact.role.',
    'src/content/docs/blocks.mdx:1: Nobody has reviewed this page. Read it against the facility, then set “reviewed:” to that day.',
    'src/content/docs/blocks.mdx:9: The value {lab} stands inside quotes: "{lab}". Remove the quotes: the page quotes each word that holds a value, as one word.',
    'src/content/docs/blocks.mdx:17: There is no value {labb}. Write {lab}.',
    'src/content/docs/blocks.mdx:17: “\\” is read in different ways by different shells. Put the word in quotes: the page writes it so that each reads it.',
    'src/content/docs/blocks.mdx:18: “~” would be replaced by the shell. Write the whole path.',
    'src/content/docs/blocks.mdx:18: A block holds one command on one line. Give each its own block, or join them by “&&”.',
    'src/content/docs/blocks.mdx:27: “<lab>” begins an element, and nothing ends it. If it stands for a name, write it in capitals, such as YOUR-LAB; else write </lab> where it ends.',
    'src/content/docs/blocks.mdx:27: There is no page “/ways/rsnc/”. Write /ways/rsync/.',
  ]);
});
