/**
 * What a form needs when somebody turns to it, as files of their own: the facts, and the tables of the generator. In
 * the HTML of each guide they were 40 % of its bytes, for everybody who came to read. Only for the build.
 */
import { listShownMethods } from '../facility/shown-methods.ts';
import { checkTables } from '../generator/check-tables.ts';
import type { CheckTables } from '../generator/check-tables.ts';
import { choiceTexts } from '../generator/choice-tables.ts';
import type { ChoiceFills, ChoiceTables } from '../generator/choice-tables.ts';
import { fitChoice } from '../generator/choice.ts';
import type { ChoiceRows } from '../generator/choice.ts';
import type { Facts } from '../generator/facts.ts';
import { fitMethod } from '../generator/fit-method.ts';
import type { planTables } from '../generator/make-plan.ts';
import type { Method, MethodTables } from '../generator/method.ts';
import { methods } from '../generator/methods/index.ts';
import type { SeenTables } from '../generator/seen/tables.ts';
import { allTables, choiceRows, isMethodId } from '../generator/transfer.ts';
import { placeScreens, screensOf } from './screens.ts';
import type { ScreenPlaces } from './screens.ts';
import { facility } from './site-facility.ts';
import { sitePath } from './site-path.ts';

/** What every form needs. */
export interface SharedTables {
  readonly facility: Facts;
  readonly plan: typeof planTables;
}

/** What the form of one method needs in addition. */
export type FormTables = Omit<MethodTables, 'choice' | 'choiceFills'> & { readonly screens?: ScreenPlaces };

/** What the form of troubleshooting needs, and whatever explains a pasted text. */
export type ErrorTables = FormTables & { readonly reading: SeenTables };

/** What the four questions need. */
export interface ChooserTables {
  readonly facility: Facts;
  readonly rows: ChoiceRows;
  /** What the answers fill in, by method. */
  readonly fills: Readonly<Record<string, ChoiceFills | undefined>>;
  readonly choice: ChoiceTables;
  readonly check: CheckTables;
}

const shown = listShownMethods(facility);

/** The facts, without what of the ways the pages alone tell. */
const factsOfForms: Facts = {
  ...facility,
  methods: facility.methods.map(({ id, title, standing }) => ({ id, title, standing })),
};

/** The facts and the tables that all methods of this site share. */
export const sharedTables: SharedTables = {
  facility: factsOfForms,
  plan: {
    ...allTables,
    estimate: {
      ...allTables.estimate,
      paces: Object.fromEntries(Object.entries(allTables.estimate.paces).filter(([id]) => shown.includes(id))),
    },
  },
};

/** A method, as this facility's ways need it. */
export function methodOf(id: string): Method {
  if (!isMethodId(id)) throw new Error(`There is no method ${id}`);
  return fitMethod(facility, id, methods[id]);
}

/** The tables of one method. Only the start page says what it is good for. */
export function tablesOf(id: string): FormTables {
  const { tables } = methodOf(id);
  return Object.fromEntries(
    Object.entries(tables).filter(([name]) => !name.startsWith('choice')),
  ) as unknown as FormTables;
}

/** The four questions, as this facility's ways need them. */
const { rows, tables } = fitChoice(facility, choiceRows, choiceTexts);
export const chooserTables: ChooserTables = {
  facility: factsOfForms,
  rows,
  choice: tables,
  check: checkTables,
  fills: Object.fromEntries(shown.map((id) => [id, methodOf(id).tables.choiceFills])),
};

/** A file that forms fetch. */
interface FormFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Makes files, by what they are for. Their names change with what is in them, so that no old one is taken for a new
 * one.
 */
async function makeFiles(
  contents: readonly (readonly [id: string, content: unknown])[],
): Promise<Record<string, FormFile>> {
  const files = contents.map(async ([id, content]) => {
    // The page has the hint beside its field; `seen` is for the people who maintain the table.
    const text = JSON.stringify(content, (key, value: unknown) =>
      key === 'hint' || key === 'seen' ? undefined : value,
    );
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    const version = [...new Uint8Array(hash, 0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return [id, { name: `${id}.${version}`, text }] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

const screenFiles = await makeFiles(
  shown.flatMap((id) => {
    const screens = screensOf(id);
    return screens ? [[`${id}-screens`, screens] as const] : [];
  }),
);

/** The tables of a method, with where its screens are. */
function tablesWithScreens(id: string): FormTables {
  const [file, screens] = [screenFiles[`${id}-screens`], screensOf(id)];
  return { ...tablesOf(id), ...(file && screens && { screens: placeScreens(addressOf(file), screens) }) };
}

/** The files, by what they are for: path on the site and text. */
export const formFiles: Readonly<Record<string, FormFile>> = {
  ...screenFiles,
  ...(await makeFiles([
    ['shared', sharedTables],
    ['chooser', chooserTables],
    ...shown.map((id) => [id, tablesWithScreens(id)] as const),
  ])),
};

/** The address of the file for a method, for what all share, or for the four questions. */
export function formFileAddress(id: string): string {
  const file = formFiles[id];
  if (!file) throw new Error(`There is no file of tables for ${id}`);
  return addressOf(file);
}

function addressOf({ name }: FormFile): string {
  return sitePath(`forms/${name}.json`);
}
