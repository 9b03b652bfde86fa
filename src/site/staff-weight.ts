/** How much a word on a page counts for the search, beside 1: little on a page for staff, since people who get data come first. */
export function staffWeight(id: string): string | undefined {
  return /^maintain(?:\/|$)/.test(id) ? '0.02' : undefined;
}
