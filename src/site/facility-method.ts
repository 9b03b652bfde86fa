import type { AstroGlobal } from 'astro';
import type { Facility } from '../facility/schema.ts';
import { locateInPage } from './locate-in-page.ts';
import { facility } from './site-facility.ts';

/**
 * Finds what the facts say of the method that a component names. Throws, with the place in the page, when they do not
 * list it.
 */
export async function findFacilityMethod(
  { props, locals }: AstroGlobal<{ method: string }>,
  component: string,
): Promise<Facility['methods'][number]> {
  const { methods } = facility;
  const found = methods.find(({ id }) => id === props.method);
  if (found) return found;
  const used = `<${component} method="${props.method}"`;
  const where = await locateInPage(locals.starlightRoute.entry.filePath, used);
  throw new Error(
    `${where}: ${used} />: src/facility/facility.yaml lists no such method. Use one of: ${methods.map(({ id }) => id).join(', ')}.`,
  );
}
