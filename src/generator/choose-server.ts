/** Which storage server a request is about, where the facts name more than one. */
import type { Facts, RequestFacts } from './facts.ts';

type Server = Facts['storage'];

/**
 * The storage servers that a method brings images from, the main one first. What is no way of getting data is about all
 * of them.
 */
export function listServers({ storage, otherStorage = [], methods }: Facts, method: string): readonly Server[] {
  const isWay = methods.some(({ id }) => id === method);
  return [storage, ...otherStorage].filter(({ ways }) => !isWay || !ways || ways.includes(method));
}

/**
 * The facility as seen by the person with this request: its storage server is the one that was chosen, by its host, and
 * there is no other. Where none was, or a method does not bring images from it, it is the first that the method does.
 * So no method knows that there may be several.
 */
export function chooseServer(
  facility: Facts,
  { method = '', storage }: Readonly<Record<string, string | undefined>>,
): RequestFacts {
  const { otherStorage, ...others } = facility;
  if (!otherStorage) return facility as RequestFacts;
  const servers = listServers(facility, method);
  return { ...others, storage: servers.find(({ host }) => host === storage) ?? servers[0] ?? facility.storage };
}
