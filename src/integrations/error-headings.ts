import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import facilityText from '../facility/facility.yaml?raw';
import { requireFacility } from '../facility/parse.ts';
import { fitMethod } from '../generator/fit-method.ts';
import { methods } from '../generator/methods/index.ts';

/** The entries of the page of errors, each by the first text of its title. */
const { steps } = fitMethod(requireFacility(facilityText), 'troubleshooting', methods.troubleshooting).tables;
const entries = Object.entries(steps).map(([id, { title }]) => ({
  depth: 3,
  slug: `step-${id}`,
  text: /`([^`]+)`/.exec(title)?.[1]?.replaceAll(/\s*…\s*/g, ' … ') ?? title,
  children: [],
}));

/** Lists the entries under “On this page”: Starlight knows the headings of the page's own text only. */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute } }) => {
  if (starlightRoute.id !== 'troubleshooting') return;
  starlightRoute.toc?.items.at(-1)?.children.push(...entries);
});
