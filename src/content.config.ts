// Not from "astro:content", which is the same function with all of Astro's renderer around it: Vite would read sixty files more before each build.
import { defineCollection } from 'astro/content/config';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { docsSchema } from '@astrojs/starlight/schema';
import { frontmatterSchema } from './authoring/frontmatter.ts';
import { loadFacility } from './facility/load.ts';

const { methods, transfer } = loadFacility();

// What pages here say of themselves, as editors explain it. All of it has been checked before, with the edit to make: see `authoring`.
const { title, description, owner, reviewed } = frontmatterSchema.shape;

const makeSchema = docsSchema({
  extend: z.object({
    title,
    description,
    owner,
    // YAML makes a date of it.
    reviewed: z.coerce
      .date()
      .optional()
      .describe(reviewed.description ?? ''),
  }),
});
let schema: ReturnType<typeof makeSchema> | undefined;

export const collections = {
  docs: defineCollection({
    // Starlight's own loader, without the guides to ways that the facility does not list, the reasons behind them, and staff's guide to a script that it does not have.
    loader: glob({
      base: './src/content/docs',
      pattern: [
        '**/[^_]*.{md,mdx}',
        `!ways/!(${methods.map(({ id }) => id).join('|')}).{md,mdx}`,
        ...(transfer ? [] : ['!maintain/send-data.mdx']),
        // The reasons behind two ways.
        ...(methods.some(({ id }) => id === 'sftp' || id === 'bucket') ? [] : ['!maintain/decisions/sftp.md']),
      ],
    }),
    // One for all pages. Astro asks for each anew, because of the pictures that Starlight's may name; here none may (`frontmatterSchema`).
    schema: (context) => (schema ??= makeSchema(context)),
  }),
};
