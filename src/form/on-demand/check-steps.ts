/** From a list and a folder to a report and its receipt. */
import { fillText } from '../../generator/fill.ts';
import { nameKinds } from '../../whole/compare.ts';
import { showName } from '../../whole/listed-name.ts';
import { placeFiles } from '../../whole/place-files.ts';
import type { Placed } from '../../whole/place-files.ts';
import { writeReceipt } from '../../whole/receipt.ts';
import { makeReport } from '../../whole/report.ts';
import { sentences } from '../../whole/sentences.ts';
import { flag, say, showProgress } from './check-elements.ts';
import type { Find, GivenFolder, GivenList } from './check-elements.ts';
import { reportHtml } from './check-html.ts';
import { startCheck } from './check-run.ts';
import type { CheckRun } from './check-run.ts';
import { estimateBytes } from './chosen-files.ts';
import type { ChosenFile } from './chosen-files.ts';
import { openHashPool } from './hash-pool.ts';

/** Compares, shows what was found, and gives the receipt; nothing where the list is of another folder. */
export async function runCheck(
  given: GivenList,
  folder: GivenFolder,
  find: Find,
  onBegun: (run: CheckRun) => void,
): Promise<string | undefined> {
  const begun = sayMoment(new Date());
  const { list } = given;
  const copies = await findCopies(given, folder.files);
  const placed = placeFiles(list.entries, folder.files, (file) => copies.has(file));
  const problem = findFolderProblem(given, folder, placed);
  flag(find('#check-folder-problem'), problem);
  if (problem) {
    find('#check-folder').focus();
    return undefined;
  }
  const { bytes } = await estimateBytes(folder.files);
  const run = startCheck(placed, bytes / folder.files.length);
  onBegun(run);
  const end = show(run, find);
  try {
    const [outcomes, listHash] = await Promise.all([run.ended, hashList(given.bytes)]);
    const report = makeReport({ list, placed, outcomes, refused: folder.refused });
    const receipt = writeReceipt(report, {
      begun,
      ended: sayMoment(new Date()),
      folder: placed.folder || 'the chosen files',
      listName: given.name || 'pasted',
      listFiles: list.entries.length,
      listBytes: given.bytes.size,
      listHash,
      kinds: nameKinds(list.entries, run.fitted),
      page: location.origin + location.pathname,
      browser: navigator.userAgent,
    });
    const place = find('.checked');
    place.innerHTML = reportHtml(report, receipt);
    end();
    say(find('[role=status]'), report.result);
    place.focus();
    return receipt;
  } finally {
    run.stop();
    end();
  }
}

/** Shows that a comparison is under way, until what this gives is called. */
function show(run: CheckRun, find: Find): () => void {
  const [form, working, pause] = [find<HTMLFieldSetElement>('fieldset'), find('.checking'), find('[data-does=pause]')];
  const warn = (event: Event): void => {
    event.preventDefault();
  };
  find('.checked').replaceChildren();
  form.disabled = true;
  working.hidden = false;
  say(pause, 'Pause');
  pause.focus();
  say(find('[role=status]'), 'Comparing');
  addEventListener('beforeunload', warn);
  const endProgress = showProgress(run, find);
  return () => {
    endProgress();
    removeEventListener('beforeunload', warn);
    form.disabled = false;
    working.hidden = true;
  };
}

/** The chosen files that are the list itself, byte for byte: it often lies beside the collection. */
async function findCopies({ name, bytes }: GivenList, files: readonly ChosenFile[]): Promise<Set<ChosenFile>> {
  const copies = new Set<ChosenFile>();
  for (const one of files.filter((other) => other.name === name)) {
    try {
      const file = await one.open();
      if (file.size === bytes.size && (await file.text()) === (await bytes.text())) copies.add(one);
    } catch (error) {
      // It cannot be read: then it is no copy of the list that anybody knows of.
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return copies;
}

function findFolderProblem(
  { list }: GivenList,
  { files }: GivenFolder,
  { rivals, pairs, unclear }: Placed<ChosenFile>,
): string {
  if (rivals.length > 0) {
    const folders = rivals.map((folder) => `“${showName(folder)}”`).join(' and ');
    return fillText(sentences.folder.rivals, { folders });
  }
  if (pairs.length > 0 || unclear.length > 0) return '';
  const path = showName(files[0]?.path ?? '');
  return fillText(sentences.folder.none, {
    folder: path.split('/')[0] ?? '',
    name: showName(list.entries[0]?.names[0] ?? ''),
    path,
  });
}

async function hashList(bytes: Blob): Promise<string> {
  let hash = '';
  const pool = openHashPool({
    onBytes: () => undefined,
    onResult(_, result) {
      if ('hashes' in result) hash = result.hashes.sha256 ?? '';
    },
  });
  pool.add([{ open: () => bytes, listKinds: () => ['sha256'] }]);
  await pool.ended;
  return hash;
}

/** A moment as the reader's computer has it: `2026-11-30 00:12:05 UTC+01:00`. */
function sayMoment(moment: Date): string {
  const east = -moment.getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const local = new Date(moment.getTime() + east * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  return `${local} UTC${east < 0 ? '-' : '+'}${hours ?? ''}:${minutes ?? ''}`;
}
