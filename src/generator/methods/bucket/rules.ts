/** Keeps the key of the facility, then pulls the collection from its bucket and verifies it. */
import { fillParts, fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Values } from '../../request.ts';
import { partsOf } from '../../step.ts';
import { findInPath } from '../../steps/disk/rules.ts';
import { noticeS3Copy, planS3Copy } from '../../steps/s3-copy/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ facility, request }) {
    const { lab, collection, computer } = request;
    const awkward = Object.entries({ lab, collection }).filter(([, name]) => /[^\w.-]/.test(name));
    return [
      ...(facility.bucket ? [] : [{ field: 'collection', problem: 'absent' }]),
      ...(computer === 'windows' ? awkward.map(([field]) => ({ field, problem: 'plainWindows' })) : []),
      ...findInPath(request),
    ];
  },
  plan({ facility, request, tables }) {
    const { bucket, contact, name } = facility;
    if (!bucket) throw new RangeError('A facility without a bucket has no such plan.');
    const { pull, access, regionAccess, region: words, copy } = tables;
    const { endpoint, region } = bucket;
    const values = {
      manager: contact.role,
      granter: bucket.keysFrom,
      service: endpoint.replace(/^https?:\/\//, ''),
      region: region ? fillText(words.known, { region }) : words.unknown,
    };
    const slots = {
      profile: [{ text: nameProfile(name) }],
      endpoint: [{ text: endpoint }],
      region: [{ text: region ?? '' }],
    };
    const url = [
      { text: `s3://${bucket.name}/` },
      ...fillParts(bucket.prefix, partsOf({ lab: request.lab, collection: request.collection })),
      { text: '/' },
    ];
    const rows = region ? [...access, ...regionAccess] : access;
    return {
      notices: [{ text: copy.notices.content }, ...noticeS3Copy(request, copy)],
      steps: planS3Copy(facility, request satisfies Request, { url, access: rows, slots, kit: pull, values }, copy),
    };
  },
} satisfies Rules<Tables>;

/**
 * Letters and digits: a name with a blank would need quotes in the file that aws keeps it in, and one that begins with
 * a hyphen would be an option.
 */
function nameProfile(facility: string): string {
  const plain = facility.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'facility';
}
