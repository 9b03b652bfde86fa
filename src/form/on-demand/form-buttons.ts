/** What the buttons of a form do that are seldom pressed: fetched with the first press. */
import { formatAction } from '../../generator/command/render.ts';
import type { Deletion } from '../../generator/dates/deletion.ts';
import type { Facts } from '../../generator/facts.ts';
import type { planTables } from '../../generator/make-plan.ts';
import type { Method } from '../../generator/method.ts';
import type { Plan, Request } from '../../generator/plan.ts';
import type { Draft } from '../../generator/request.ts';
import { formatLink } from '../../generator/share/link.ts';

/** A form when one of its buttons is pressed. */
interface Pressed {
  /** Finds an element of it. Throws when there is none. */
  readonly find: (selector: string) => HTMLElement;
  /** The version of this project. */
  readonly version: string;
  readonly facility: Facts;
  readonly method: Method;
  readonly texts: typeof planTables;
  readonly draft: Draft;
  readonly plan: Plan | undefined;
  /** Its request, with the days of collection. */
  readonly request: Request;
  readonly deletion: Deletion;
  readonly today: string;
  /** The link to the commands. */
  readonly link: string;
}

/** Does what a button `does`: each with a file of its own. */
export async function press(does: string, pressed: Pressed): Promise<void> {
  const { find, version, facility, method, texts, draft, plan, request, deletion, today, link } = pressed;
  const page = location.origin + location.pathname;
  const [, day] = /^day (\w+)$/.exec(does) ?? [];
  if (day) {
    const { pickDay } = await import('./pick-day.ts');
    pickDay(find(`#field-${day}`) as HTMLInputElement);
  }
  const file = plan?.steps.find(({ id }) => does === `file ${id}`)?.action;
  if (file?.kind === 'file') {
    const { saveFile } = await import('./save-file.ts');
    saveFile(file.name, formatAction(file), file.type);
  }
  if (does === 'script' && plan) {
    const { saveScript } = await import('./save-script.ts');
    saveScript(facility, plan, { today, version, link });
  }
  if (does === 'invite') {
    const { showInvitation } = await import('./invite.ts');
    showInvitation(find('.invitation'), facility, draft, page, method, texts.check);
  }
  if (does === 'calendar') {
    const { saveReminder } = await import('./save-reminder.ts');
    saveReminder(facility, { request, link: `${page}#${formatLink(request)}`, now: new Date() });
  }
  if (does.startsWith('look')) {
    const { useLookBox } = await import('./look-box.ts');
    await useLookBox(does, { find, facility, draft, plan, today, fields: Object.keys(method.tables.fields) });
  }
  if (does === 'more-time') {
    const left = (find('#left') as HTMLInputElement).value.trim();
    const { showMoreTime } = await import('./timeline-panel.ts');
    showMoreTime(find('.more-time'), facility, { ...plan, request, deletion, left });
  }
}
