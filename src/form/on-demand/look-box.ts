/** What the first step has shown, pasted into the form: it fills in size and days, and says what has to be known. */
import { formatAction, formatCommand } from '../../generator/command/render.ts';
import type { Facts } from '../../generator/facts.ts';
import { lookAtLab } from '../../generator/look/lab-look.ts';
import { lookTexts } from '../../generator/look/texts.ts';
import { askForAll, describeLook, listDue, requestsOf, tableOf, useLook } from '../../generator/look/use-look.ts';
import type { DueCollection } from '../../generator/look/use-look.ts';
import type { Plan } from '../../generator/plan.ts';
import type { Draft } from '../../generator/request.ts';
import { escapeHtml } from '../../site/html.ts';
import { setValues } from '../always/values.ts';
import { noticesHtml, sendHtml, textHtml } from '../live/plan-html.ts';

/** A form whose box is used. */
interface Looking {
  readonly find: (selector: string) => HTMLElement;
  readonly facility: Facts;
  readonly draft: Draft;
  readonly plan: Plan | undefined;
  readonly today: string;
  readonly fields: readonly string[];
}

/** The lab folder that was looked at last, as its buttons need it. */
let lab: { readonly draft: Draft; readonly due: readonly DueCollection[] } | undefined;

/** Does what a button of the box is for. */
export async function useLookBox(does: string, looking: Looking): Promise<void> {
  if (does === 'look') takeLook(looking);
  else if (does === 'look-lab') showCommand(looking);
  else await saveReminders(looking.facility);
}

/** Reads what is in the box: all of it, or none. */
function takeLook({ find, facility, draft, today, fields }: Looking): void {
  const text = (find('#look') as HTMLTextAreaElement).value;
  const used = useLook(facility, draft, text);
  lab = undefined;
  if ('problem' in used) {
    const { message, fix } = used.problem;
    show(find, `<p class="problem">${escapeHtml(`${message} ${fix}`)}</p>`);
    return;
  }
  setValues(Object.fromEntries(Object.entries(used.values).filter(([name]) => fields.includes(name))));
  const notices = used.looks.flatMap((look) => describeLook(facility, look));
  const [look] = used.looks;
  if (!look?.collections) {
    show(find, noticesHtml(notices));
    return;
  }
  const filled = { ...draft, ...used.values };
  const due = listDue(facility, filled, look, today);
  const message = askForAll(facility, filled, look, due);
  lab = { draft: filled, due };
  show(
    find,
    noticesHtml(notices) +
      tableHtml(due) +
      '<p><button type="button" data-does="look-calendar">Add all to my calendar</button></p>' +
      `<details><summary>Ask for more time for all</summary>${textHtml(formatAction(message), 'message')}${sendHtml(message)}</details>`,
  );
}

function show(find: Looking['find'], html: string): void {
  const answer = find('.look-answer');
  answer.innerHTML = html;
  answer.focus();
}

function tableHtml(due: readonly DueCollection[]): string {
  const cells = (row: readonly string[], tag: 'th' | 'td'): string =>
    row.map((text) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${escapeHtml(text)}</${tag}>`).join('');
  return [
    `<div class="look-table" tabindex="0" role="region" aria-label="${lookTexts.first}"><table><caption>${lookTexts.first}</caption>`,
    `<thead><tr>${cells(lookTexts.heads, 'th')}</tr></thead>`,
    `<tbody>${tableOf(due)
      .map((row) => `<tr>${cells(row, 'td')}</tr>`)
      .join('')}</tbody></table></div>`,
  ].join('');
}

/** Shows the command for the whole lab folder, once there is a plan. */
function showCommand({ find, plan }: Looking): void {
  const command = plan && lookAtLab(plan);
  show(
    find,
    command
      ? textHtml(formatCommand(command), 'command')
      : '<p>Fill in the form first: the command has your account and your lab folder in it.</p>',
  );
}

/** Gives a reminder of each collection to the browser. */
async function saveReminders(facility: Facts): Promise<void> {
  const [request, ...others] = lab ? requestsOf(lab.draft, lab.due) : [];
  if (!request) return;
  const link = location.origin + location.pathname;
  const { saveReminder } = await import('./save-reminder.ts');
  saveReminder(facility, { request, others, link, now: new Date() });
}
