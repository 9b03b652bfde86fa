/** What a plan is, and how one is made from a request by the rules of its method. */
import type { Facility } from '../facility/schema.ts';
import type { Command } from './argv.ts';
import { checkDraft, checkTexts, makeProblem, noticeDeceivingCharacters } from './check.ts';
import type { Notice, Problem } from './check.ts';
import { chooseServer } from './choose-server.ts';
import { deletionTexts, findDeletion, sayDeletion } from './deletion.ts';
import type { Deletion } from './deletion.ts';
import { estimateTexts, estimateTransfer, noticeEstimate } from './estimate.ts';
import type { Estimate } from './estimate.ts';
import { linkTexts } from './link.ts';
import type { Method } from './method.ts';
import { byteLength } from './quote.ts';
import type { Part } from './quote.ts';
import { isTooLong } from './render.ts';
import type { Draft } from './request.ts';

/** Where a step is done. */
export type Place = 'your computer' | 'lab server' | 'storage server' | 'login node' | 'browser' | 'mail program';

/** What a person does in a step. */
export type Action =
  | { readonly kind: 'command'; readonly command: Command }
  /** Keys to press, each inner list at the same time. */
  | { readonly kind: 'keys'; readonly keys: readonly (readonly string[])[] }
  /** A page to open; `text` says which. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A text to copy into the place where the step is done, such as a search box or a file. */
  | { readonly kind: 'text'; readonly text: readonly Part[] }
  | Message;

/** A message ready to send. */
export interface Message {
  readonly kind: 'message';
  /** Whom it is for, as a noun. */
  readonly to: string;
  readonly subject: readonly Part[];
  readonly body: readonly Part[];
  /** Their address, if the facility states one. */
  readonly email?: string;
  /** The page with the form that takes it, if there is one. */
  readonly form?: string;
}

/** What may be seen instead, and what it means. */
export interface Outcome {
  readonly see: string;
  readonly means: string;
  /** The id of the step of the method `troubleshooting` that says more. */
  readonly help?: string;
  /** How a program tells that this is what happened. */
  readonly signs?: Signs;
}

/** The signs of an outcome. The first outcome of a step that has them is the one that counts. */
export interface Signs {
  /** The exit status is one of these; any but 0 where there are none. */
  readonly codes?: readonly number[];
  /** An extended regular expression (POSIX XBD 9.4), for a line of standard error. */
  readonly text?: string;
  /** What helps: another try, a few, none but the check that follows says what is missing; or nothing that a script can do. */
  readonly then: 'again' | 'few' | 'check' | 'stop';
}

/**
 * What a script does with a step, by itself. `check` looks at the collection and tells its size, `folder` makes the destination,
 * `once` has to succeed, `copy` is run again while that can help, `pause` waits for the person, `verify` passes by the last line it
 * shows, `cure` copies again what that names, and `look` is shown, whatever it is.
 */
export type ScriptRole = 'check' | 'folder' | 'once' | 'copy' | 'pause' | 'verify' | 'cure' | 'look';

/** The way of one collection, from folder to folder. Paths are absolute, without a slash at the end. */
export interface Route {
  /** The last piece of it is the name of the collection. */
  readonly from: string;
  readonly to: string;
  /** Whether `from` is on another computer. */
  readonly isRemote: boolean;
  /** Whether links arrive as links. */
  readonly keepsLinks: boolean;
  /** What becomes of links that lead out of the collection: named as a fault, left as they are, or replaced by what they lead to. */
  readonly linksOut: 'refused' | 'left' | 'brought';
}

/** One thing to do. In `expect`, `see` and `means`, text between backticks is what stands on the screen. */
export interface Step {
  /** Unique in its plan and stable over versions: links and tests name it. */
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  /** The name of the screen or tmux session the step is done in, if it is done inside one. */
  readonly inside?: string;
  /** What a script does with it; a step without a role is the person's own. */
  readonly script?: ScriptRole;
  /** The collection that the step is about, where it is about the way of one. */
  readonly route?: Route | undefined;
  readonly action: Action;
  /** What is seen when all is well. */
  readonly expect: string;
  readonly otherwise: readonly Outcome[];
}

/** The checked values of a request by field, and the id of its method. */
export type Request = { readonly method: string } & Readonly<Record<string, string>>;

/** The answer to a request. */
export interface Plan {
  readonly request: Request;
  readonly deletion: Deletion;
  /** How long it takes; absent when size or network is unknown, or the method has no pace. */
  readonly estimate?: Estimate;
  /** The first says when images are deleted. The second, when there is an estimate, says how long it takes. */
  readonly notices: readonly Notice[];
  /** In the order they are done. */
  readonly steps: readonly Step[];
}

/** A plan, or every reason why there is none. */
export type Planned = { readonly plan: Plan } | { readonly problems: readonly Problem[] };

/** The sentences of every plan. */
export const planTexts = {
  check: checkTexts,
  link: linkTexts,
  deletion: deletionTexts,
  estimate: estimateTexts,
};

/**
 * Plans with one method and the sentences that are handed in. `today` is an ISO 8601 date, `YYYY-MM-DD`; throws a RangeError
 * when it is not. The draft's `method` is the id of this method.
 */
export function planWith(
  wholeFacility: Facility,
  draft: Draft,
  today: string,
  method: Method,
  { check, deletion: deletionWords, estimate: estimateWords }: typeof planTexts,
): Planned {
  const facility = chooseServer(wholeFacility, draft);
  const checked = checkDraft(facility, draft, method, check, today);
  if ('problems' in checked) return checked;
  const { texts, rules } = method;
  const { values } = checked;
  // The tables are the ones that came with the rules, and the values have been checked against their fields.
  const { steps, notices = [] } = rules.plan({ facility, request: values as never, texts: texts as never, check });
  if (steps.some(({ action }) => action.kind === 'command' && isTooLong(action.command))) {
    const [longest = ''] = Object.keys(values).sort(
      (a, b) => byteLength(values[b] ?? '') - byteLength(values[a] ?? ''),
    );
    return { problems: [makeProblem({ field: longest, problem: 'tooLong' }, draft, texts, check)] };
  }
  const request: Request = { method: draft.method, ...values };
  const deletion = findDeletion(facility, request, today);
  const estimate = estimateTransfer(facility, request, texts.pace, deletion, estimateWords);
  return {
    plan: {
      request,
      deletion,
      ...(estimate && { estimate }),
      notices: [
        { text: sayDeletion(facility, deletion, today, deletionWords) },
        ...(estimate ? noticeEstimate(facility, request, estimate, texts.pace, deletion, estimateWords) : []),
        ...Object.entries(texts.fields).flatMap(([name, { label, choices }]) =>
          choices ? [] : noticeDeceivingCharacters(name, label, values[name] ?? '', check),
        ),
        ...notices,
      ],
      steps,
    },
  };
}
