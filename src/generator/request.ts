/** What a person tells us, and how it is asked for: forms, CLI and documentation come from the tables of fields. */
import { chooseServer, listServers } from './choose-server.ts';
import type { Facts } from './facts.ts';

/** What somebody typed, or a link carried: nothing in it is trusted. A field left out counts as empty. */
export type Draft = { readonly method: string } & { readonly [field: string]: string | undefined };

/** How one field is asked for. */
export interface Field {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  /** What a worked example has in its place: valid, and harmless when pasted. Absent for choices. */
  readonly placeholder?: string;
  /** Both, where the computer is one with Windows and without WSL, a Mac, or a NAS. */
  readonly onWindows?: { readonly example: string; readonly placeholder: string };
  readonly onMac?: { readonly example: string; readonly placeholder: string };
  readonly onNas?: { readonly example: string; readonly placeholder: string };
  /** The option of the CLI, without its dashes. */
  readonly flag: string;
  /**
   * The patterns that a text is held to, by their name in `checkTables.patterns` or in the method's own; absent for
   * choices.
   */
  readonly kind?: string;
  /** The values to choose from, the first being the default; absent for free text. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What a choice is called among others, where its text needs the label beside it. */
  readonly brief?: Readonly<Record<string, string>>;
  /** Whether it may be left empty: always, or under a condition. */
  readonly optional?: true | Condition;
  /** Asked for only under this condition, or under all of these. */
  readonly when?: Condition | readonly Condition[];
  /** Which extra plans a value; `any` stands for all that are not named. */
  readonly needs?: Readonly<Record<string, 'adapter' | 'excluder' | 'job' | 'nas' | 'windows'>>;
  /** Of a list of names, of the kind `names`: the field whose name, or last name of a path, is left out of it. */
  readonly beside?: string;
  /** The field of a day that this one may not come before. */
  readonly notBefore?: string;
  /**
   * Whether it is the person's own and the same each time: it may be remembered on their computer, if they ask for it.
   */
  readonly isOwn?: true;
}

/**
 * The condition that another field, earlier in the list, has one of these values, or any at all. One that is not asked
 * for has the value ''.
 */
type Condition = readonly [field: string, values: readonly string[] | 'any'];

/** The fields of a method, by name, in the order they are asked for. A name means the same in every method. */
export type Fields = Readonly<Record<string, Field>>;

/**
 * The checked values of such fields: one of the choices, or a text; empty when it may be and is, or is not asked for.
 */
export type Values<Asked extends Fields> = {
  readonly [Name in keyof Asked]: Asked[Name] extends { readonly choices: infer Choices }
    ? keyof Choices & string
    : string;
};

/** The value a field has in a draft: what was typed, or the first choice. */
export function readField(fields: Fields, draft: Draft, name: string): string {
  return (draft[name] ?? '') || (Object.keys(fields[name]?.choices ?? {})[0] ?? '');
}

/**
 * The draft of a worked example: the choices of `draft` and its texts that are `kept`, and for the others their
 * placeholder; empty where a text may be, and where it is not asked for.
 */
export function draftExample(fields: Fields, draft: Draft, kept: readonly string[] = []): Draft {
  const example: Record<string, string | undefined> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.choices || kept.includes(name)) example[name] = draft[name];
    else if (!isOptional(fields, draft, name) && isAsked(fields, draft, name)) {
      example[name] = findWords(field, draft).placeholder;
    }
  }
  return { ...example, method: draft.method };
}

/** The example and the placeholder of a field, for the computer of a draft. */
export function findWords(field: Field, { computer }: Draft): Pick<Field, 'example' | 'placeholder'> {
  const { onWindows = field, onMac = field, onNas = field } = field;
  return computer === 'windows' ? onWindows : computer === 'macos' ? onMac : computer === 'nas' ? onNas : field;
}

/**
 * Whether a field is asked for, given what the others have.
 *
 * @example
 * const fields = fieldsOf('rsync');
 * isAsked(fields, { method: 'rsync' }, 'collectedUntil'); // false
 * isAsked(fields, { method: 'rsync', collected: '2026-11-20' }, 'collectedUntil'); // true
 */
export function isAsked(fields: Fields, draft: Draft, name: string): boolean {
  return listConditions(fields[name]?.when).every((condition) => isMet(fields, draft, condition));
}

/** The conditions under which a field is asked for. */
export function listConditions(when: Field['when'] = []): readonly Condition[] {
  return (typeof when[0] === 'string' ? [when] : when) as readonly Condition[];
}

/** Whether a field may be left empty, given what the others have. */
export function isOptional(fields: Fields, draft: Draft, name: string): boolean {
  const { optional } = fields[name] ?? {};
  return optional === true || (optional !== undefined && isMet(fields, draft, optional));
}

function isMet(fields: Fields, draft: Draft, [name, values]: Condition): boolean {
  const value = isAsked(fields, draft, name) ? readField(fields, draft, name) : '';
  return values === 'any' ? value !== '' : values.includes(value);
}

const placeFields = ['account', 'lab', 'collection'] as const;

/**
 * Understands a place pasted into one field, `account@host:/path/to/LAB/COLLECTION/` or the path alone, and spreads it
 * over account, lab folder and collection. What is no such place, or contradicts another field, is left as typed. Where
 * the facts name several storage servers, the place says which one, whichever was chosen. Values are not trimmed here.
 *
 * @example
 * const { host, interim } = facility.storage;
 * const draft = spreadLocation(facility, { method: 'rsync', account: `jdoe@${host}:${interim.path}/curie-lab/GRID1` });
 * [draft.account, draft.lab, draft.collection].join(' '); // jdoe curie-lab GRID1
 */
export function spreadLocation(facility: Facts, draft: Draft): Draft {
  const servers = listServers(facility, draft.method);
  // The same path may be that of several: the one that was chosen comes first.
  const all = [chooseServer(facility, draft).storage, ...servers];
  for (const { host, interim } of all) {
    const spread = spreadOver(host, interim.path, draft);
    if (spread) return servers.length > 1 ? { ...spread, storage: host } : spread;
  }
  return draft;
}

/** The draft with the parts of a place on this server in their fields; nothing when it has none. */
function spreadOver(host: string, root: string, draft: Draft): Draft | undefined {
  for (const from of placeFields) {
    const typed = draft[from] ?? '';
    const at = typed.indexOf(`${root}/`);
    const before = at < 0 ? `${typed}:` : typed.slice(0, at);
    const account = before.endsWith(`@${host}:`) ? before.slice(0, -host.length - 2) : '';
    const isOurs = account || before === `${host}:` || (at === 0 && before === '');
    const [lab, collection, ...deeper] = at < 0 ? [] : typed.slice(at + root.length + 1).split('/');
    if (!isOurs || (at >= 0 && !lab) || deeper.join('')) continue;
    const found = { account, lab, collection };
    const others = placeFields.filter((name) => name !== from && found[name]);
    if (others.some((name) => draft[name] && draft[name] !== found[name])) continue;
    return { ...draft, [from]: found[from] ?? '', ...Object.fromEntries(others.map((name) => [name, found[name]])) };
  }
  return undefined;
}
