// Not from "astro:content", which is the same function with all of Astro's renderer around it: Vite would read sixty
// files more before each build.
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro/content/config';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { frontmatterSchema } from './authoring/frontmatter.ts';
import { loadFacility } from './facility/load.ts';
import { listPagesLeftOut } from './site/pages-shown.ts';

// What pages here say of themselves, as editors explain it. All of it has been checked before, with the edit to make:
// see `authoring`.
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
    // Starlight's own loader, without the pages that this facility has no use for.
    loader: glob({
      base: './src/content/docs',
      pattern: ['**/[^_]*.{md,mdx}', ...listPagesLeftOut(loadFacility()).map((pattern) => `!${pattern}`)],
    }),
    // One for all pages. Astro asks for each anew, because of the pictures that Starlight's may name; here none may
    // (`frontmatterSchema`).
    schema: (context) => (schema ??= makeSchema(context)),
  }),
};
