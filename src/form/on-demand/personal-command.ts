import { checkDraft } from '../../generator/check.ts';
import { refillWords } from '../../generator/command/argv.ts';
import type { Command } from '../../generator/command/argv.ts';
import { formatCommand, isTooLong } from '../../generator/command/render.ts';
import type { RequestFacts } from '../../generator/facts.ts';
import type { Field } from '../../generator/request.ts';
import type { PersonalBlock } from '../../markdown/personal-blocks/personal-block.ts';
import { escapeHtml } from '../../site/html.ts';
import { currentValues, onValues } from '../always/values.ts';
import { changeTexts, findTextNodes, settle, splitTexts } from '../live/action-texts.ts';
import { copyText } from '../live/copy-text.ts';
import { editMarks } from '../live/edit-marks.ts';
import { explainLater } from '../live/explain-later.ts';
import { labelsOf } from '../live/form-elements.ts';
import { personalHtml } from '../live/plan-html.ts';
import * as readers from './read-values.ts';

/**
 * A command of a page's author with the reader's values in it, each held to the rules of its field; a placeholder where
 * one fails.
 */
export class PersonalCommand extends HTMLElement {
  connectedCallback(): void {
    const { id = '', text: title = '', block = '', others = '{}' } = this.dataset;
    const main = JSON.parse(block) as PersonalBlock;
    const atServers = new Map(Object.entries(JSON.parse(others) as Readonly<Record<string, PersonalBlock>>));
    const [shown, status] = this.children as unknown as [HTMLElement, HTMLElement];
    let command: Command;
    let details = shown.querySelector('details');
    let nodes: readonly (Node | null)[] = [];
    const explain = explainLater(shown);
    let before: { readonly asked: string; readonly texts: readonly string[]; readonly frame: string } | undefined;
    const show = (): void => {
      const typed = currentValues();
      const { words, fields, check, facility } = atServers.get(typed.storage ?? '') ?? main;
      const asked = JSON.stringify([typed.storage, ...Object.keys(fields).map((name) => typed[name])]);
      if (before?.asked === asked) return;
      const labels = labelsOf(fields);
      const values: Record<string, string> = {};
      const problems: string[] = [];
      for (const [name, field] of Object.entries(fields)) {
        const method = { tables: { fields: { [name]: field as Field }, commands: {}, steps: {} }, rules: {} as never };
        const checked = checkDraft(facility as RequestFacts, { method: '', [name]: typed[name] }, method, check, {
          readers,
        });
        if ('values' in checked) Object.assign(values, checked.values);
        else for (const { message, fix } of checked.problems) problems.push(itemHtml(name, `${message} ${fix}`));
      }
      command = { shell: 'posix', words: refillWords(words, values) };
      if (isTooLong(command)) {
        command = { shell: 'posix', words: refillWords(words, {}) };
        problems.push(itemHtml('', check.problems.tooLong.join(' ')));
      }
      const missing = problems.length > 0 ? `<ul class="needs">${problems.join('')}</ul>` : '';
      const { texts, kinds } = splitTexts({ kind: 'command', command });
      const frame = JSON.stringify([missing, labels, kinds]);
      if (before?.frame !== frame) {
        const isOpen = details?.open ?? false;
        shown.innerHTML = personalHtml({ id, title, words: command.words }, missing, { canCopy: !missing, labels });
        details = shown.querySelector('details');
        if (details) details.open = isOpen;
        nodes = findTextNodes(shown);
      } else if (changeTexts(nodes, before.texts, texts) && details) explain(new Map([[details, command]]));
      before = { asked, texts, frame };
    };
    editMarks();
    onValues(show);
    this.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest<HTMLButtonElement>('button.copy');
      if (button) void copyText(button, formatCommand(command), status);
    });
    show();
    settle(shown);
  }
}

function itemHtml(field: string, text: string): string {
  return `<li data-field="${field}">${escapeHtml(text)}</li>`;
}
