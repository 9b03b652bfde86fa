/** What a request comes to: the choices that can be had together, and the folders that follow from it. */
import type { RequestFacts } from '../../facts.ts';
import type { Values } from '../../request.ts';
import type { tables } from './tables.ts';

export type Request = Values<(typeof tables)['fields']>;

/**
 * The folder that gets a folder of each of several collections: the destination, or, where it is that of the first one,
 * the folder above.
 */
export function findParent({ collection, destination }: Pick<Request, 'collection' | 'destination'>): string {
  return destination.endsWith(`/${collection}`) ? destination.slice(0, -collection.length - 1) : destination;
}

/**
 * What of the choices can be had: without a key there are no four copies, no rounds that log in one by one, and nothing
 * that is left alone, whose commands each log in.
 */
export function settleLogin(
  { storage }: RequestFacts,
  request: Request,
): Pick<Request, 'keys' | 'streams' | 'live' | 'connections'> {
  const { keys, live } = request;
  const connections = storage.sharedLogin === 'not allowed' || isUnattended(request) ? 'each' : request.connections;
  const isAlone = live === 'yes' && connections !== 'once';
  if (storage.keys === 'not accepted')
    return { keys: 'password', streams: '1', live: isAlone ? 'no' : live, connections };
  // What is settled after five minutes is little, and one connection has one stream.
  const streams = live === 'yes' || connections === 'once' ? '1' : request.streams;
  const needsKey = streams === '4' || isAlone || isUnattended(request);
  return { keys: needsKey && keys === 'password' ? 'new' : keys, streams, live, connections };
}

/** Whether nobody is there while it is copied, and no terminal: in a batch job, and on a NAS. */
export const isUnattended = ({ job, computer }: Request): boolean => job === 'slurm' || computer === 'nas';

/** Whether a list of checksums comes with the copy. */
export const hasList = ({ prove }: Request): boolean => prove === 'list' || prove === 'both';

/** Whether kinds of files are left out; of Windows alone that is not asked. */
export const leavesOut = ({ leaveOut }: Request): boolean => leaveOut !== '' && leaveOut !== 'nothing';
