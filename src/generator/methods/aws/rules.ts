/** Asks for what the facility needs, then pulls the collection from the bucket and verifies it. */
import type { Span } from '../../command/quote.ts';
import type { RequestFacts } from '../../facts.ts';
import { fillText } from '../../fill.ts';
import type { Rules } from '../../method.ts';
import type { Step } from '../../plan.ts';
import type { Finding, Notice } from '../../problem.ts';
import type { Values } from '../../request.ts';
import { makeStep, partsOf, toFacility, writeMessage } from '../../step.ts';
import { findInPath } from '../../steps/disk/rules.ts';
import { noticeS3Copy, planS3Copy } from '../../steps/s3-copy/rules.ts';
import type { tables } from './tables.ts';

type Tables = typeof tables;
type Request = Values<Tables['fields']>;

export const rules = {
  find({ request }) {
    const { bucket, region, prefix, computer, tool, destination } = request;
    const isOdd = (value: string): boolean => /[^\w./-]/.test(value);
    const isFast = tool === 's5cmd';
    const found: (Finding | false)[] = [
      bucket !== bucket.toLowerCase() && { field: 'bucket', problem: 'bucketCapitals' },
      region !== region.toLowerCase() && { field: 'region', problem: 'region' },
      isOdd(prefix) && isFast && { field: 'prefix', problem: 'plainTool' },
      isOdd(prefix) && computer === 'windows' && { field: 'prefix', problem: 'plainWindows' },
      isOdd(destination) && isFast && { field: 'destination', problem: 'plainTool' },
      ...findInPath(request),
    ];
    return found.filter((finding) => finding !== false);
  },
  plan({ facility, request, tables }) {
    const { contact } = facility;
    const { message, kms, grants, whole } = tables;
    const slots = {
      ...partsOf(request),
      prefix: request.prefix ? prefixParts(request) : [{ text: whole }],
      grant: [{ text: grants[request.grant] }],
      kms: request.encryption === 'kms' ? [{ text: kms }] : [],
    };
    const ask = makeStep(
      'ask',
      tables.steps.ask,
      { place: 'mail program' },
      writeMessage(message, toFacility(facility), slots),
      { manager: contact.role },
    );
    return {
      notices: findNotices(facility, request, tables),
      steps: [ask, ...planPull(facility, request, tables)],
    };
  },
} satisfies Rules<Tables>;

function findNotices({ methods, contact }: RequestFacts, request: Request, { notices, copy }: Tables): Notice[] {
  const { tool, prefix } = request;
  const standing = methods.find(({ id }) => id === 'aws')?.standing ?? 'available';
  const isSettled = standing === 'available' || standing === 'preferred';
  return [
    ...(isSettled ? [] : [{ text: fillText(notices.standing, { standing, manager: contact.role }) }]),
    { text: notices.cost },
    { text: copy.notices.content },
    ...(prefix ? [] : [{ field: 'prefix', text: notices.whole }]),
    ...(tool === 's5cmd' ? [{ text: notices.s5cmd }] : []),
    ...noticeS3Copy(request, copy),
  ];
}

/** From the first look at the bucket to the last count. */
function planPull(facility: RequestFacts, request: Request, tables: Tables): Step[] {
  const { region, destination, tool } = request;
  const { copy, pull, fast, access } = tables;
  const isFast = tool === 's5cmd';
  const prefix = prefixParts(request);
  const url: Span[] = [
    { text: 's3://' },
    { text: request.bucket, field: 'bucket' },
    { text: '/' },
    ...prefix,
    ...prefix.map(() => ({ text: '/' })),
  ];
  const slots = {
    region: [{ text: region, field: 'region' }],
    variable: [{ text: 'AWS_REGION=' }, { text: region, field: 'region' }],
    all: [...url, { text: '*' }],
    into: [{ text: destination, field: 'destination' }, { text: '/' }],
  };
  const kit = isFast ? { ...pull, ...fast } : pull;
  const values = { manager: facility.contact.role, service: 'AWS', region };
  return planS3Copy(facility, request, { url, access, slots, kit, values, isFast }, copy);
}

/** The prefix without slashes at its end. */
function prefixParts({ prefix }: Request): Span[] {
  return prefix ? [{ text: prefix.replace(/\/+$/, ''), field: 'prefix' }] : [];
}
