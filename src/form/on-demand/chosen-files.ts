/** The files that a person has chosen or dropped, with where they are in the folder. */
import type { ChosenFile as Chosen } from '../../whole/place-files.ts';

/** A chosen file. */
export interface ChosenFile extends Chosen {
  /** The last part of its path. */
  readonly name: string;
  /** Gives what reads it. A browser needs kilobytes for each: those of a dropped folder come when they are read. */
  open(): File | Promise<File>;
}

/** What was chosen in a field. Where a browser can choose no folder, the files have no path. */
export function listChosen(files: FileList | null): ChosenFile[] {
  return Array.from(files ?? [], (file) => ({
    path: file.webkitRelativePath || file.name,
    name: file.name,
    open: () => file,
  }));
}

/** What was dropped: the files of folders, and files that were dropped by themselves. */
export interface Dropped {
  readonly inFolders: readonly ChosenFile[];
  readonly alone: readonly ChosenFile[];
  /** Folders that a browser would not read, by their paths. */
  readonly refused: readonly string[];
}

/** Reads what was dropped. The browser hands it over only while the event lasts: entries are taken before anything. */
export async function readDropped({ items }: DataTransfer): Promise<Dropped> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const dropped = { inFolders: [] as ChosenFile[], alone: [] as ChosenFile[], refused: [] as string[] };
  for (const entry of entries) {
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, dropped);
    else dropped.alone.push(choose(entry as FileSystemFileEntry));
  }
  return dropped;
}

async function walk(
  folder: FileSystemDirectoryEntry,
  into: { inFolders: ChosenFile[]; refused: string[] },
): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    let entries: FileSystemEntry[];
    try {
      // At most 100 of them at a time in Chromium; none is the end.
      entries = await new Promise((resolve, reject) => {
        reader.readEntries(resolve, reject);
      });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      into.refused.push(folder.fullPath.slice(1));
      return;
    }
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, into);
      else into.inFolders.push(choose(entry as FileSystemFileEntry));
    }
  }
}

function choose(entry: FileSystemFileEntry): ChosenFile {
  return {
    path: entry.fullPath.slice(1),
    name: entry.name,
    open: () =>
      new Promise((resolve, reject) => {
        entry.file(resolve, reject);
      }),
  };
}

/** So many files are asked for their size: that takes a browser a while. */
const asked = 500;

/** How large files are together, from some of them where there are many; those that cannot be opened count as empty. */
export async function estimateBytes(files: readonly ChosenFile[]): Promise<{ bytes: number; isExact: boolean }> {
  const step = Math.max(1, files.length / asked);
  const some = Array.from({ length: Math.min(asked, files.length) }, (_, index) => files[Math.floor(index * step)]);
  const sizes = await Promise.all(
    some.map(async (file) => {
      try {
        return (await file?.open())?.size ?? 0;
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        return 0;
      }
    }),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { bytes: Math.round(bytes * step), isExact: step === 1 };
}

/** So many files are asked for their size between two moments for something else. */
const askedTogether = 50;

/**
 * Asks files for their sizes while nobody needs the page: a browser keeps what it knows of a file, and reads it sooner.
 * Gives the bytes of all; nothing once they are not wanted any longer, or for a dropped folder, whose files go again.
 */
export async function learnSizes(files: readonly ChosenFile[], isWanted: () => boolean): Promise<number | undefined> {
  let bytes = 0;
  for (const [index, one] of files.entries()) {
    if (index % askedTogether === 0) await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
    const file = one.open();
    if (!(file instanceof File)) return undefined;
    bytes += file.size;
  }
  return bytes;
}
