/** What a plan is: its steps, their actions, what may be seen. */
import type { Command } from './command/argv.ts';
import type { Span } from './command/quote.ts';
import type { Deletion } from './dates/deletion.ts';
import type { Estimate } from './dates/estimate.ts';
import type { Notice, Problem } from './problem.ts';

/** Where a step is done. */
export type Place =
  | 'your computer'
  | 'lab server'
  | 'storage server'
  | 'login node'
  | 'batch job'
  | 'NAS'
  | 'NAS, by the script'
  | 'browser'
  | 'mail program';

/** The parts of the work, in the order they are done. */
export type Phase = 'prepare' | 'copy' | 'resume' | 'verify' | 'cleanUp' | 'onward';

/** What a person does in a step. */
export type Action =
  | { readonly kind: 'command'; readonly command: Command }
  /** Keys to press, each inner list at the same time. */
  | { readonly kind: 'keys'; readonly keys: readonly (readonly string[])[] }
  /** A page to open; `text` says which. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A text to copy into the place where the step is done, such as a search box or a file. */
  | { readonly kind: 'text'; readonly text: readonly Span[] }
  /** What to click and to press in the windows of a program, each on a line. */
  | { readonly kind: 'clicks'; readonly text: readonly Span[] }
  /** A file to save, for a program that reads it. */
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly text: readonly Span[] }
  | Message;

/** A message ready to send. */
export interface Message {
  readonly kind: 'message';
  /** Whom it is for, as a noun. */
  readonly to: string;
  readonly subject: readonly Span[];
  readonly body: readonly Span[];
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
  /** The exit status is one of these, 0 for a program that ends with it all the same; any where there are none. */
  readonly codes?: readonly number[];
  /** An extended regular expression (POSIX XBD 9.4), for a line of standard error. */
  readonly text?: string;
  /**
   * What helps: another try, a few, none but the check that follows says what is missing; or nothing that a script can
   * do.
   */
  readonly then: 'again' | 'few' | 'check' | 'stop';
}

/**
 * What a script does with a step, by itself. `connect` opens the connection that all commands share, again where it has
 * gone, and `disconnect` ends it with the script; `check` looks at the collection and tells its size, as does `size` by
 * a program that counts, `folder` makes the destination, `once` has to succeed, `live` lists what is settled and
 * `round` copies it, again and again while the session lasts, `copy` is run again while that can help, `pause` waits
 * for the person, `verify` passes by the last line it shows, as does `prove`, before which `list` makes what it reads;
 * `compare` passes where that line is the only one, and by the names that `count` then lists; `cure` copies again what
 * these name, `audit` checks a copy that the script has not made, `receipt` is run once they have passed, `disk` is
 * shown and held against the kind of disk that was chosen, and `look` is shown, whatever it is.
 */
export type ScriptRole =
  | 'connect'
  | 'disconnect'
  | 'check'
  | 'size'
  | 'folder'
  | 'once'
  | 'live'
  | 'round'
  | 'copy'
  | 'pause'
  | 'verify'
  | 'compare'
  | 'count'
  | 'list'
  | 'prove'
  | 'cure'
  | 'audit'
  | 'receipt'
  | 'disk'
  | 'look';

/** The way of one collection, from folder to folder. Paths are absolute, without a slash at the end. */
export interface Route {
  /** A folder, or an address in a bucket. */
  readonly from: string;
  /** The name of the collection, where that is not the last piece of `from`. */
  readonly name?: string;
  readonly to: string;
  /** Whether `from` is a folder of another computer, on which a script could be started by mistake. */
  readonly isRemote: boolean;
  /** Whether links arrive as links. */
  readonly keepsLinks: boolean;
  /**
   * What becomes of links that lead out of the collection: named as a fault, left as they are, or replaced by what they
   * lead to.
   */
  readonly linksOut: 'refused' | 'left' | 'brought';
  /** The kind of disk that `to` is on, where it is none of the computer's own. */
  readonly disk?: DiskKind;
  /** The endings of the files that are left out, such as `.jpg, .png`. */
  readonly leftOut?: string;
}

/** What a disk can keep: a computer's own, a network drive by SMB or NFS, or one with exFAT, FAT or NTFS. */
export type DiskKind = 'own' | 'smb' | 'nfs' | 'windows';

/** One thing to do. In `expect`, `see` and `means`, text between backticks is text on the screen. */
export interface Step {
  /** Unique in its plan and stable over versions: links and tests name it. */
  readonly id: string;
  readonly title: string;
  /**
   * The part of the work that it belongs to; an answer to an error has none. The steps of a plan are in the order of
   * their phases.
   */
  readonly phase?: Phase;
  /** Whether it is done only if something calls for it, such as an interruption: its title says what. */
  readonly ifNeeded?: true;
  readonly place: Place;
  /** The name of the screen or tmux session the step is done in, if it is done inside one. */
  readonly inside?: string;
  /** What a script does with it; a step without a role is the person's own. */
  readonly script?: ScriptRole | undefined;
  /** Whether its program reads from standard input what somebody types, such as a password. */
  readonly typed?: true;
  /** The collection that the step is about, where it is about the way of one. */
  readonly route?: Route | undefined;
  readonly action: Action;
  /** What is seen when all is well. */
  readonly expect: string;
  readonly otherwise: readonly Outcome[];
}

/** What the rules of a method give. */
export interface Outline {
  readonly steps: readonly Step[];
  readonly notices?: readonly Notice[];
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
