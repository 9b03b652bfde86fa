/** Which storage server a request is about, where the facts name more than one. */
import type { Facility } from '../facility/schema.ts';
import type { Method, MethodTexts } from './method.ts';
import type { Field } from './request.ts';

type Server = Facility['storage'];

/** The field that asks for it, without the servers to choose from. */
export const storageField = {
  label: 'Storage server',
  hint: 'Where your images lie.',
  example: '',
  flag: 'storage',
} as const satisfies Field;

/** The storage servers that a method brings images from, the main one first. What is no way of getting data is about all of them. */
export function listServers({ storage, otherStorage = [], methods }: Facility, method: string): readonly Server[] {
  const isWay = methods.some(({ id }) => id === method);
  return [storage, ...otherStorage].filter(({ ways }) => !isWay || !ways || ways.includes(method));
}

/**
 * The facility as whoever has this request sees it: its storage server is the one that was chosen, by its host, and there is no other. Where
 * none was, or a method does not bring images from it, it is the first that the method does. So no method knows that there may be several.
 */
export function chooseServer(
  facility: Facility,
  { method = '', storage }: Readonly<Record<string, string | undefined>>,
): Facility {
  const { otherStorage, ...others } = facility;
  if (!otherStorage) return facility;
  const servers = listServers(facility, method);
  return { ...others, storage: servers.find(({ host }) => host === storage) ?? servers[0] ?? facility.storage };
}

/**
 * The method with the field that asks for the storage server, first of all, and the name of that server in its messages: where there is a
 * choice, and the lab folder is asked for.
 */
export function askForServer(facility: Facility, id: string, { texts, rules }: Method): Method {
  const servers = listServers(facility, id);
  if (servers.length < 2 || !texts.fields.lab) return { texts, rules };
  const choices = Object.fromEntries(servers.map(({ host, name }) => [host, name]));
  const storage: Field = { ...storageField, example: servers[0]?.host ?? '', choices };
  // Tables are JSON: so they travel in pages.
  const named = JSON.parse(JSON.stringify(texts), (_, value: unknown) =>
    typeof value === 'string' ? nameServer(value) : value,
  ) as MethodTexts;
  return { texts: { ...named, fields: { storage, ...named.fields } }, rules };
}

/** A message that says of which server its lab folder is. Whoever reads it has several. */
function nameServer(body: string): string {
  return body
    .replace('Lab folder: {lab}', 'Storage server: {storage}\nLab folder: {lab}')
    .replace('in the lab folder {lab}', 'in the lab folder {lab} on {storage}');
}
