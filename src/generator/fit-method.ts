/** A method as one facility has it. What a page carries has been fitted before, so nothing of this is in its script. */
import type { Facility } from '../facility/schema.ts';
import { listServers } from './choose-server.ts';
import { fillText } from './fill.ts';
import type { Method, MethodTables } from './method.ts';
import { listConditions } from './request.ts';
import type { Field } from './request.ts';

/** The field that asks for it, without the servers to choose from. */
export const storageField = {
  label: 'Storage server',
  hint: 'Where your images lie.',
  example: '',
  flag: 'storage',
} as const satisfies Field;

/** What can be left out where the facility has stated which kinds of files are previews. */
const previewChoices = {
  nothing: 'nothing: all of it comes',
  previews: 'previews: files that end in {endings}',
  brief: 'without previews',
};

/**
 * The method without what is about ways that the facility does not list; and it asks for the storage server, where
 * there are several.
 */
export function fitMethod(facility: Facility, id: string, method: Method): Method {
  return leaveOutWays(facility, offerPreviews(facility, askForServer(facility, id, method)));
}

/** The method with a choice in the place of a text, where the facility has stated which kinds of files are previews. */
function offerPreviews({ previews }: Facility, { tables, rules }: Method): Method {
  const { leaveOut } = tables.fields;
  if (!previews || !leaveOut) return { tables, rules };
  const { label, hint, flag, when } = leaveOut;
  const value = previews.join('/');
  const endings = previews.map((ending) => `.${ending}`).join(', ');
  const choices = { nothing: previewChoices.nothing, [value]: fillText(previewChoices.previews, { endings }) };
  const field: Field = {
    label,
    hint,
    example: value,
    flag,
    choices,
    brief: { [value]: previewChoices.brief },
    needs: { [value]: 'excluder' },
    ...(when && { when }),
  };
  return { tables: { ...tables, fields: { ...tables.fields, leaveOut: field } }, rules };
}

function leaveOutWays({ methods }: Facility, { tables, rules }: Method): Method {
  const leftOut = Object.entries(tables.onlyWith ?? {}).flatMap(([name, ways]) =>
    methods.some(({ id }) => ways.includes(id)) ? [] : [name],
  );
  if (leftOut.length === 0) return { tables, rules };
  const keep = <Entry>(table: Readonly<Record<string, Entry>>): Record<string, Entry> =>
    Object.fromEntries(Object.entries(table).filter(([name]) => !leftOut.includes(name)));
  const isAbout = ([name, { choices = {} }]: readonly [string, Field]): boolean =>
    [name, ...Object.keys(choices)].some((one) => leftOut.includes(one));
  const keepChoices = ({ choices, brief, when, ...field }: Field): Field => ({
    ...field,
    ...(choices && { choices: keep(choices) }),
    ...(brief && { brief: keep(brief) }),
    ...(when && {
      when: listConditions(when).map(([of, values]) =>
        values === 'any' ? [of, values] : [of, values.filter((value) => !leftOut.includes(value))],
      ),
    }),
  });
  const fields = Object.entries(tables.fields).some(isAbout)
    ? Object.fromEntries(Object.entries(keep(tables.fields)).map(([name, field]) => [name, keepChoices(field)]))
    : tables.fields;
  return {
    tables: { ...tables, onlyWith: {}, fields, commands: keep(tables.commands), steps: keep(tables.steps) },
    rules,
  };
}

/**
 * The method with the field that asks for the storage server, first of all, and the name of that server in its
 * messages: where there is a choice, and the lab folder is asked for.
 */
function askForServer(facility: Facility, id: string, { tables, rules }: Method): Method {
  const servers = listServers(facility, id);
  if (servers.length < 2 || !tables.fields.lab) return { tables, rules };
  const choices = Object.fromEntries(servers.map(({ host, name }) => [host, name]));
  const storage: Field = { ...storageField, example: servers[0]?.host ?? '', choices };
  const named = namedTables.get(tables) ?? nameServer(tables);
  namedTables.set(tables, named);
  return { tables: { ...named, fields: { storage, ...named.fields } }, rules };
}

/** What {@link nameServer} has made: the same for every facility, and more work than all the rest of a plan. */
const namedTables = new WeakMap<MethodTables, MethodTables>();

/** The tables with messages that say of which server the lab folder is. Whoever reads them has several. */
function nameServer(tables: MethodTables): MethodTables {
  // Tables are JSON: a page fetches them as such.
  return JSON.parse(JSON.stringify(tables), (_, value: unknown) =>
    typeof value === 'string'
      ? value
          .replace('Lab folder: {lab}', 'Storage server: {storage}\nLab folder: {lab}')
          .replace('in the lab folder {lab}', 'in the lab folder {lab} on {storage}')
      : value,
  ) as MethodTables;
}
