/** How a comparison looks: how far it is, and what it found. */
import { escapeHtml } from '../../site/html.ts';
import { plural } from '../../whole/plural.ts';
import type { Report } from '../../whole/report.ts';
import type { Progress } from './check-run.ts';

/** So many names of a group are shown. The receipt has all. */
const shownNames = 200;

/** So much of a receipt is shown. Unit: characters. */
const shownReceipt = 100_000;

const marks = { whole: '✓', 'not whole': '✗', 'not proven': '?' } as const satisfies Record<Report['verdict'], string>;

/** What was found, and the receipt. */
export function reportHtml({ verdict, result, groups }: Report, receipt: string): string {
  const shown = groups.map(({ heading, isFault, names }) => {
    const more = names.length - shownNames;
    const items = names.slice(0, shownNames).map((name) => `<li><code>${escapeHtml(name)}</code></li>`);
    const rest = more > 0 ? `<p>${plural(more, 'more')}: the receipt has all of them.</p>` : '';
    return `<details${isFault ? ' open' : ''}><summary>${escapeHtml(heading)} (${String(names.length)})</summary><ul>${items.join('')}</ul>${rest}</details>`;
  });
  const text =
    receipt.length > shownReceipt
      ? `${receipt.slice(0, shownReceipt)}\n… The copied and the saved receipt have all of it.`
      : receipt;
  return [
    `<p class="verdict" data-verdict="${verdict}"><span aria-hidden="true">${marks[verdict]} </span>${escapeHtml(result)}</p>`,
    ...shown,
    '<p class="hand-on"><button type="button" data-does="save">Save the receipt</button>',
    '<button type="button" data-does="copy">Copy the receipt</button></p>',
    `<details class="receipt"><summary>The receipt</summary><pre tabindex="0" aria-label="The receipt">${escapeHtml(text)}</pre></details>`,
  ].join('');
}

/** How far it is, in a line: `120 of 200 files, 1.2 of 8 GB, 310 MB/s, about 22 s left`. */
export function sayProgress({ files, ofFiles, bytes, ofBytes, worked }: Progress): string {
  const rate = bytes / Math.max(1, worked);
  const left = rate > 0 ? Math.max(0, ofBytes - bytes) / rate : 0;
  // Before that nothing is known of the speed.
  const pace = worked > 1000 && rate > 0 ? `, ${sayBytes(rate * 1000)}/s, about ${sayTime(left)} left` : '';
  return `${String(files)} of ${plural(ofFiles, 'file')}, ${sayBytes(bytes)} of ${sayBytes(ofBytes)}${pace}`;
}

/** A number of bytes with its unit: `1.2 GB`. */
export function sayBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : value.toFixed(0)} ${units[power] ?? ''}`;
}

function sayTime(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 90) return `${String(seconds)} s`;
  if (seconds < 5400) return `${String(Math.round(seconds / 60))} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
