import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({
      extend: z.object({
        description: z.string().min(1).describe('One sentence for search engines and link previews.'),
        owner: z.string().optional().describe('Who keeps the page true.'),
        reviewed: z.coerce.date().optional().describe('The day somebody last read the page against the facility.'),
      }),
    }),
  }),
};
