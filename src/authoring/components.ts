/** What pages may use: the components of this project, as their files describe themselves, and those of Starlight. */
import { closest } from '../facility/parse.ts';
import type { Component, Prop, Site } from './site.ts';

/**
 * The components of Starlight, with their props; a star marks those that are needed. Its documentation has a page of
 * each.
 */
const starlight: Readonly<Record<string, string>> = {
  Aside: 'type title icon',
  Badge: 'text* variant size class',
  Card: 'title* icon',
  CardGrid: 'stagger',
  Code: 'code* lang* title mark ins del frame wrap',
  FileTree: '',
  Icon: 'name* label color size class',
  LinkButton: 'href* icon iconPlacement variant',
  LinkCard: 'title* href* description',
  Steps: '',
  TabItem: 'label* icon',
  Tabs: 'syncKey',
};

/** Our components that had another name, by that name. */
const formerNames = new Map<string, string>(
  Object.entries({
    Choose: 'MethodTable',
    Chooser: 'MethodFinder',
    Flow: 'DataFlow',
    Methods: 'MethodList',
    OtherWays: 'Alternatives',
    Standing: 'MethodStatus',
  }),
);

/** The component that somebody meant who wrote `name`, if one can be told. */
export function findMeant(name: string, components: Site['components']): string | undefined {
  return formerNames.get(name) ?? closest(name, [...components.keys()]);
}

/** Astro's own component for images, which takes what `<img>` takes. */
const image: Component = {
  importLine: "import { Image } from 'astro:assets';",
  props: new Map(),
  ids: [],
  isLink: true,
};

/**
 * Every component that pages may use. `ours` has the text of each file in `src/components`, by the name of the
 * component.
 */
export function listComponents(ours: ReadonlyMap<string, string>): Site['components'] {
  const own = [...ours].map(([name, text]): [string, Component] => [name, describeComponent(name, text)]);
  const theirs = Object.entries(starlight).map(([name, props]): [string, Component] => [
    name,
    {
      importLine: `import { ${name} } from '@astrojs/starlight/components';`,
      props: new Map(props.split(' ').filter(Boolean).map(describeProp)),
      ids: [],
      isLink: name.startsWith('Link'),
    },
  ]);
  return new Map([...own, ...theirs, ['Image', image]]);
}

function describeProp(marked: string): [string, Prop] {
  const name = marked.replace('*', '');
  return [name, { isNeeded: marked !== name, description: `“${name}” in Starlight's documentation of it.` }];
}

/** What the file of a component says of it: the interface `Props`, and the ids in its markup. */
function describeComponent(name: string, text: string): Component {
  const [, block = ''] = /^interface Props \{\n(.*?)^\}/ms.exec(text) ?? [];
  const props = [...block.matchAll(/(?:\/\*\* ([^\n]*?) \*\/\s*)?^ {2}(\w+)(\??):/gm)].map(
    ([, description = '', prop = '', optional]): [string, Prop] => [prop, { isNeeded: optional === '', description }],
  );
  return {
    importLine: `import ${name} from '~/components/${name}.astro';`,
    props: new Map(props),
    ids: [...text.matchAll(/ id="([\w-]+)"/g)].flatMap(([, id]) => id ?? []),
  };
}
