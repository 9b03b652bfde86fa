/** Plan → HTML: the same function on the server, for worked examples, and in the browser, for the form. */
import { formatWord, renderCommand } from '../generator/render.ts';
import type { Action, Command, Notice, Step, Word } from '../generator/index.ts';

/** The steps as a list, each with its place, what to do, and what to expect. `canCopy` adds a copy button to each command. */
export function stepsHtml(steps: readonly Step[], canCopy: boolean): string {
  return `<ol class="steps">${steps.map((step) => `<li id="step-${step.id}">${stepHtml(step, canCopy)}</li>`).join('')}</ol>`;
}

/** What to know before the first step. */
export function noticesHtml(notices: readonly Notice[]): string {
  return notices.map(({ text }) => `<p class="notice"><strong>Note:</strong> ${inlineHtml(text)}</p>`).join('');
}

/** Escapes text for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function stepHtml(step: Step, canCopy: boolean): string {
  const { id, title, place, inside, action, expect, otherwise } = step;
  return [
    `<h3>${escapeHtml(title)}</h3>`,
    `<p class="place"><span>On: ${place}${inside ? `, inside the session <code>${escapeHtml(inside)}</code>` : ''}</span></p>`,
    actionHtml(step, action, canCopy),
    `<p><strong>You should see:</strong> ${inlineHtml(expect)}</p>`,
    otherwise.length > 0
      ? `<details class="otherwise" id="otherwise-${id}"><summary>If you see something else</summary><dl>${otherwise
          .map(({ see, means }) => `<dt>${inlineHtml(see)}</dt><dd>${inlineHtml(means)}</dd>`)
          .join('')}</dl></details>`
      : '',
    action.kind === 'command'
      ? `<details class="explain" id="explain-${id}"><summary>Explain this command</summary>${wordsHtml(action.command, action.command.words)}</details>`
      : '',
  ].join('');
}

function actionHtml({ id, title }: Step, action: Action, canCopy: boolean): string {
  if (action.kind === 'keys') {
    const keys = action.keys.map((together) => together.map((key) => `<kbd>${key}</kbd>`).join(' + '));
    return `<p class="keys">Press ${keys.join(', let go, then press ')}</p>`;
  }
  const button = `<button type="button" class="copy" data-step="${id}" aria-label="Copy command: ${escapeHtml(title)}">Copy command</button>`;
  return `<div class="command"><pre><code>${commandHtml(action.command)}</code></pre>${canCopy ? button : ''}</div>`;
}

function commandHtml(command: Command): string {
  return renderCommand(command)
    .map(({ text, field }) => (field ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
    .join('');
}

function wordsHtml(command: Command, words: readonly Word[]): string {
  const rows = words.map((word) => {
    const inner = word.inner ? wordsHtml(command, word.inner) : '';
    return `<dt><code>${escapeHtml(formatWord(command, word))}</code></dt><dd>${escapeHtml(word.meaning)} <cite>${escapeHtml(word.source)}</cite>${inner}</dd>`;
  });
  return `<dl>${rows.join('')}</dl>`;
}

/** Text in which backticks stand around what is seen on the screen. */
function inlineHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}
