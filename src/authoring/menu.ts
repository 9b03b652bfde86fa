/**
 * The folders of pages that the menu lists by themselves, with what it calls them. A page elsewhere has a line in
 * `astro.config.mjs`.
 */
export const menuFolders = {
  guides: 'More',
  'maintain/how-to': 'How to',
  'maintain/components': 'Components',
  'maintain/decisions': 'Decisions',
} as const;
