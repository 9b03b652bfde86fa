/** Plan → HTML: the same function on the server, for worked examples, and in the browser, for the form. */
import { joinParts } from '../../generator/command/quote.ts';
import { formatWord, renderAction } from '../../generator/command/render.ts';
import type { Action, Command, Message, Notice, Phase, Step, Token, Word } from '../../generator/index.ts';
import { phaseTitles } from '../../generator/phases.ts';
import { escapeHtml } from '../../site/html.ts';
import { sitePath } from '../../site/site-path.ts';
import { splitAtBlanks } from './action-texts.ts';

/** How steps are shown. */
export interface Showing {
  /** Whether what can be copied has a button for it, and what was filled in can be changed where it stands. */
  readonly canCopy?: boolean;
  /** The labels of the fields, by name, where values can be typed. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What keeps the steps from being whole, by field, as HTML that leads to the field. */
  readonly missing?: Readonly<Record<string, string>>;
  /**
   * What the ids begin with, where a page shows several lists of steps. Such a list explains no words: the first one
   * does.
   */
  readonly prefix?: string;
  /** Whether there are screens of a step with these choices; nothing where there are none with any. */
  readonly hasScreens?: (id: string) => boolean | undefined;
  /** What became of the steps that were ticked, by id. */
  readonly ticks?: ReadonlyMap<string, Tick>;
}

type Titled = Pick<Step, 'id' | 'title'>;

/** The steps, part by part of the work, each with its place, what to do, and what to expect. */
export function stepsHtml(steps: readonly Step[], showing: Showing): string {
  const lists = listPhases(steps).map((phase) => {
    const items = steps
      .filter((step) => step.phase === phase)
      .map((step) => {
        const isExplained = step.action.kind === 'command' && !showing.prefix;
        return `<li${step.ifNeeded ? ' class="if-needed"' : ''}>${stepHtml(step, showing)}${isExplained ? explainHtml(step.id, step.action.command) : ''}</li>`;
      });
    return `<section class="phase">${phaseHtml(phase, showing)}<ol class="steps">${items.join('')}</ol></section>`;
  });
  return lists.join('');
}

/** The heading of a part of the work; none for answers to errors. */
export function phaseHtml(phase: Phase | undefined, { prefix = '' }: Showing): string {
  return phase ? `<h3 id="${prefix}phase-${phase}">${phaseTitles[phase]}</h3>` : '';
}

/** The parts of the work that steps belong to, in their order. */
export function listPhases(steps: readonly Step[]): (Phase | undefined)[] {
  return [...new Set(steps.map(({ phase }) => phase))];
}

/** What became of a step that was ticked: its command may have changed since. */
export type Tick = 'done' | 'changed';

/** The list of steps beside a plan: which are done, which comes next, and how many are left. */
export function progressHtml(steps: readonly Step[], ticks: ReadonlyMap<string, Tick> = new Map()): string {
  // Answers to errors are no plan.
  if (!steps[0]?.phase) return '';
  const everybody = steps.filter(({ ifNeeded }) => !ifNeeded);
  const left = everybody.filter(({ id }) => ticks.get(id) !== 'done');
  const [next] = left;
  const leadTo = ({ id, title }: Step): string => `<a href="#step-${id}">${inlineHtml(title)}</a>`;
  const said = next
    ? `Next: ${leadTo(next)} <span>${left.length} of ${everybody.length} steps left</span>`
    : 'All steps are done.';
  const parts = listPhases(steps).map((phase) => {
    const items = steps
      .filter((step) => step.phase === phase)
      .map((step) => {
        const state = ticks.get(step.id) ?? (step === next ? 'next' : '');
        const says = state && `<span class="sr-only"> (${state})</span>`;
        return `<li class="${[state, step.ifNeeded && 'if-needed'].filter(Boolean).join(' ')}">${leadTo(step)}${says}</li>`;
      });
    return `<li><span>${phase ? phaseTitles[phase] : ''}</span><ol>${items.join('')}</ol></li>`;
  });
  return `<p class="next">${said}</p><ol class="all">${parts.join('')}</ol>`;
}

/** What to know before the first step. */
export function noticesHtml(notices: readonly Notice[]): string {
  return notices.map(({ text }) => `<p class="notice"><strong>Note:</strong> ${inlineHtml(text)}</p>`).join('');
}

/** All that is to be known before the first step: what is about a value stands open, what always holds is folded. */
export function allNoticesHtml(notices: readonly Notice[]): string {
  const { open, folded } = splitNotices(notices);
  return [
    `<div class="notices">${noticesHtml(open)}</div>`,
    `<details class="notes"${folded.length > 0 ? '' : ' hidden'}><summary>Notes: <span>${folded.length}</span></summary>`,
    `<div>${noticesHtml(folded)}</div></details>`,
  ].join('');
}

/** Which notices stand open, and which are folded. */
export function splitNotices(notices: readonly Notice[]): Record<'open' | 'folded', readonly Notice[]> {
  return { open: notices.filter(({ field }) => field), folded: notices.filter(({ field }) => !field) };
}

/** One step, without the explanation of its words. */
export function stepHtml(step: Step, showing: Showing): string {
  const { id, title, place, inside, action, expect, otherwise } = step;
  const { prefix = '' } = showing;
  // An answer to an error has no part of the work above it.
  const level = step.phase ? 4 : 3;
  const tick = prefix || !step.phase ? '' : tickHtml(id, showing.ticks?.get(id));
  return [
    `<h${level} id="${prefix}step-${id}">${inlineHtml(title)}</h${level}>`,
    `<p class="place" data-place="${place}"><span>On: ${place}${inside ? `, inside the session <code>${escapeHtml(inside)}</code>` : ''}</span>${tick}</p>`,
    actionHtml(step, action, showing),
    `<p class="expect"><strong>You should see:</strong> ${inlineHtml(expect)}</p>`,
    screenHtml(id, showing.hasScreens?.(id)),
    otherwise.length > 0
      ? `<details class="otherwise" id="${prefix}otherwise-${id}"><summary>If you see something else</summary> <dl>${otherwise
          .map(({ see, means, help }) => `<dt>${inlineHtml(see)}</dt> <dd>${inlineHtml(means)}${helpHtml(help)}</dd> `)
          .join('')}</dl>${step.phase ? askHtml : ''}</details>`
      : '',
  ].join('');
}

/** The place for the screens of a step, which are fetched when it is unfolded. */
function screenHtml(id: string, has?: boolean): string {
  if (has === undefined) return '';
  return `<details class="screen live" data-pagefind-ignore id="screen-${id}"${has ? '' : ' hidden'}><summary>See the screen</summary><div></div></details>`;
}

/** What somebody ticks when a step is done, and where it says that its command has changed since. */
function tickHtml(id: string, tick?: Tick): string {
  return `<label class="tick"><input type="checkbox" data-tick="${id}" autocomplete="off"${tick === 'done' ? ' checked' : ''}>Done</label><span class="changed"${tick === 'changed' ? '' : ' hidden'}>Changed since you ticked it</span>`;
}

/** Where a text that is not listed is explained; a script puts the box itself in its place (seen-box.ts). */
const askHtml = `<p class="ask-seen"><a href="${sitePath('troubleshooting/')}">Something else: look it up</a></p>`;

function helpHtml(help?: string): string {
  return help ? ` <a href="${sitePath(`troubleshooting/#step-${help}`)}">More about this</a>` : '';
}

/** What the button says that copies an action, or saves it. */
function copyLabel({ kind }: Action): string {
  return kind === 'file' ? 'Save file' : `Copy ${kind}`;
}

/** The name of that button: a page has many. */
export function copyName(title: string, action: Action): string {
  return `${copyLabel(action)}: ${title}`;
}

/** What to do, with a button that copies it where that is wanted. */
export function actionHtml(step: Titled, action: Action, showing: Showing): string {
  if (action.kind === 'keys') {
    const keys = action.keys.map((together) => together.map((key) => `<kbd>${key}</kbd>`).join(' + '));
    return `<p class="keys">Press ${keys.join(', let go, then press ')}</p>`;
  }
  if (action.kind === 'link') {
    const url = action.url.startsWith('/') ? sitePath(action.url.slice(1)) : action.url;
    return `<p class="link"><a href="${escapeHtml(url)}">${escapeHtml(action.text)}</a></p>`;
  }
  const block = `<div class="${action.kind}">${blockHtml(step, action, showing)}</div>`;
  return action.kind === 'message' ? block + sendHtml(action) : block;
}

/** The text of an action that can be copied, with its button, or with what is missing. */
export function blockHtml(
  { id, title }: Titled,
  action: Action,
  { canCopy, labels = {}, missing = {} }: Showing,
): string {
  const { kind } = action;
  const does = kind === 'file' ? 'does="file ' : 'step="';
  const button = canCopy
    ? `<button type="button" class="copy" data-${does}${id}" aria-label="${escapeHtml(copyName(title, action))}">${copyLabel(action)}</button>`
    : missingHtml(action, missing);
  // What can go on in a further line has lines of its own on paper.
  const isContinued = kind === 'command' && action.command.shell === 'posix';
  // A message or a file is read in a window of its own: what is typed comes first.
  const scrolls =
    kind === 'message' || kind === 'file' ? ` role="group" tabindex="0" aria-label="${escapeHtml(title)}"` : '';
  const language = kind === 'file' ? ' data-language="xml"' : '';
  const text = `<pre${language}${isContinued ? ' data-paper' : ''}${scrolls}><code>${tokensHtml(renderAction(action), labels)}</code></pre>`;
  // What is clicked is read, and not copied.
  if (kind === 'clicks' && canCopy) return text;
  // First in the block, where the eye is: the text goes around it.
  return canCopy ? button + text : text + button;
}

/** What is missing in an action, or, where its text hides which values it came from, in the plan. */
function missingHtml(action: Action, missing: Readonly<Record<string, string>>): string {
  const fields = Object.keys(missing);
  const here = new Set(renderAction(action).map(({ field }) => field));
  const shown = fields.some((field) => here.has(field)) ? fields.filter((field) => here.has(field)) : fields;
  return shown.length > 0 ? `<p class="missing">Fill in: ${shown.map((field) => missing[field]).join(', ')}</p>` : '';
}

/** The words of a command, each with what it does and where that is written; without one, the place for them. */
export function explainHtml(id: string, command?: Command): string {
  const words = command ? wordsHtml(command, command.words) : '<dl></dl>';
  return `<details class="explain" id="explain-${id}"><summary>Explain this command</summary> ${words}</details>`;
}

/** A command of a page's author, and under it, as HTML, what still has to be known, if anything. */
export function personalHtml(
  { id, title, words }: Titled & Pick<Command, 'words'>,
  missing: string,
  showing: Showing,
): string {
  const command: Command = { shell: 'posix', words };
  return actionHtml({ id, title }, { kind: 'command', command }, showing) + missing + explainHtml(id, command);
}

/** A text with a button that copies it. */
export function textHtml(text: string, kind: string): string {
  return `<div class="text"><button type="button" class="copy" data-text="${escapeHtml(text)}">Copy ${kind}</button><pre><code>${tokensHtml([{ text }])}</code></pre></div>`;
}

/** Whom a message goes to, and how: a link only where the facility states an address. */
export function sendHtml(message: Message): string {
  const { to, email, form } = message;
  const ways = [
    ...(email ? [`<a href="${escapeHtml(mailAddress(message))}">Open it in my mail program</a>`] : []),
    ...(form ? [`<a href="${escapeHtml(form)}">Open their form</a>`] : []),
  ];
  return `<p class="send">Send it to ${escapeHtml(to)}.${ways.map((way) => ` ${way}`).join('')}</p>`;
}

/** What opens the message in a mail program, where the facility states an address. */
export function mailAddress({ email = '', subject, body }: Message): string {
  return `mailto:${encodeAddress(email)}?subject=${encodeURIComponent(joinParts(subject))}&body=${encodeURIComponent(joinParts(body))}`;
}

/**
 * An e-mail address as it stands in a link: what it has besides letters cannot begin another part of the link, such as
 * a further receiver.
 */
export function encodeAddress(email: string): string {
  return encodeURIComponent(email).replace('%40', '@');
}

/**
 * Marks what was filled in. Where the field has a label, the mark is a button that opens it. A word that a browser
 * might break is an element, so that a line holds it whole (commands.css).
 */
function tokensHtml(tokens: readonly Token[], labels: Readonly<Record<string, string>> = {}): string {
  return splitAtBlanks(tokens)
    .map(({ isBare, parts }) => {
      const html = parts.map(({ text, field }) => {
        if (!field) return escapeHtml(text);
        const opens = labels[field]
          ? ` role="button" tabindex="0" data-field="${field}" title="Change: ${escapeHtml(labels[field])}"`
          : '';
        return `<mark${opens}>${escapeHtml(text)}</mark>`;
      });
      return isBare ? html.join('') : `<span>${html.join('')}</span>`;
    })
    .join('');
}

/** The list of those words. */
export function wordsHtml(command: Command, words: readonly Word[]): string {
  const rows = words.map((word) => {
    const inner = word.inner ? ` ${wordsHtml(command, word.inner)}` : '';
    const source = word.source && ` <cite>${escapeHtml(word.source)}</cite>`;
    return `<dt><code>${escapeHtml(formatWord(command, word))}</code></dt> <dd>${escapeHtml(word.meaning)}${source}${inner}</dd> `;
  });
  return `<dl>${rows.join('')}</dl>`;
}

/** Text in which backticks stand around what is seen on the screen. */
export function inlineHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}
