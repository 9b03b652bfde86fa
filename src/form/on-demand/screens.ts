/** What is fetched when somebody unfolds a screen: how it looked when the tests ran the step. */
import type { Facts } from '../../generator/facts.ts';
import type { Outcome, Step } from '../../generator/plan.ts';
import type { Screen } from '../../screens/screen.ts';
import { escapeHtml } from '../../site/html.ts';
import { fetchTables } from '../always/fetch-tables.ts';
import { inlineHtml } from '../live/plan-html.ts';
import { isSeenWith } from '../live/screen-choices.ts';

/** The names on a screen: what was entered, by field, and the name of the session. */
type Names = Readonly<Record<string, string>>;

const fetched = new Map<string, Promise<readonly Screen[]>>();

/** What is shown of a step. */
interface Shown {
  readonly step: Step;
  /** Its id, without the number of one of several collections. */
  readonly base: string;
  readonly request: Names;
  readonly facility: Facts;
}

/** Draws the screens of a step with these names; or, where they cannot be had, says so. */
export async function drawScreens(address: string, { step, base, request, facility }: Shown): Promise<string> {
  const { id, otherwise, route } = step;
  let screens: readonly Screen[];
  try {
    screens = await fetchOnce(address);
  } catch (error) {
    console.warn(error);
    return '<p class="problem">The screens could not be fetched. Is there a network? Fold this up, and unfold it again.</p>';
  }
  // One of several collections.
  const own = base !== id && route && { collection: route.from.replace(/.*\//, ''), destination: route.to };
  const names = { ...request, ...own };
  // The more choices a screen names, the nearer it is.
  const fits = screens
    .filter((screen) => screen.step === base && isSeenWith(screen.when ?? {}, names))
    .sort((one, other) => Object.keys(other.when ?? {}).length - Object.keys(one.when ?? {}).length);
  const fill = (text: string): readonly Piece[] => fillSlots(text, names, facility);
  const sayText = (text: string): string =>
    fill(text)
      .map((piece) => piece.text)
      .join('');
  const good = fits.find(({ see }) => see === undefined);
  const others = otherwise.flatMap((outcome: Outcome) => {
    const screen = fits.find(({ see }) => see !== undefined && sayText(see) === outcome.see);
    return screen ? `<p>Or: ${inlineHtml(outcome.see)}</p>${figureHtml(screen, fill)}` : [];
  });
  return (good ? figureHtml(good, fill) : '') + others.join('');
}

/** Fetches a file once; one that could not be had is asked for again. */
async function fetchOnce(address: string): Promise<readonly Screen[]> {
  const known = fetched.get(address) ?? fetchTables<readonly Screen[]>(address);
  fetched.set(address, known);
  try {
    return await known;
  } catch (error) {
    fetched.delete(address);
    throw error;
  }
}

/** A screen. What was entered is marked, as in commands. */
function figureHtml({ lines, by }: Screen, fill: (text: string) => readonly Piece[]): string {
  const write = (line: string): string =>
    fill(line)
      .map(({ text, isEntered }) => (isEntered ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
      .join('');
  const isPrompt = lines.length === 1 && lines[0] === '$';
  const caption = `Seen in a test, with ${escapeHtml(by)}.${isPrompt ? ' Only the prompt, here <code>$</code>, comes again.' : ''}`;
  return `<figure><pre><samp>${lines.map(write).join('\n')}</samp></pre><figcaption>${caption}</figcaption></figure>`;
}

/** A stretch of a text, and whether it is something that was entered. */
interface Piece {
  readonly text: string;
  readonly isEntered?: boolean;
}

/** Puts names in the place of their slots. A fact may have slots of its own. */
function fillSlots(text: string, names: Names, facility: Facts): readonly Piece[] {
  return text.split(/(\{[\w.]+\})/).flatMap((piece): readonly Piece[] => {
    const slot = /^\{([\w.]+)\}$/.exec(piece)?.[1];
    if (slot === undefined) return [{ text: piece }];
    if (slot.includes('.')) return fillSlots(findText(facility, slot), names, facility);
    return [{ text: names[slot] ?? piece, isEntered: true }];
  });
}

/** The fact under a dotted path. */
function findText(facility: object, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>((block, key) => (block as Record<string, unknown> | undefined)?.[key], facility);
  return String(found);
}
