/** The facts as the generator reads them: all that plans follow from, and what one request sees of it. */
import type { Facility } from '../facility/schema.ts';

/** What plans follow from. A whole facility has it, and more: of the methods, what only pages show. */
export type Facts = Omit<Facility, 'methods'> & {
  readonly methods: readonly Pick<Facility['methods'][number], 'id' | 'title' | 'standing'>[];
};

/** What one request sees: of the storage servers only the one that it is about. `chooseServer` makes it. */
export type RequestFacts = Omit<Facts, 'otherStorage'> & { readonly otherStorage?: never };
