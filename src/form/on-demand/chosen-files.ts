/** The files that a person has chosen or dropped, with where they are in the folder. */
import type { ChosenFile as Chosen } from '../../whole/place-files.ts';

/** A chosen file, and what reads it. */
export interface ChosenFile extends Chosen {
  readonly file: File;
}

/** What was chosen in a field. Where a browser can choose no folder, the files have no path. */
export function listChosen(files: FileList | null): ChosenFile[] {
  return Array.from(files ?? [], (file) => choose(file, file.webkitRelativePath || file.name));
}

/** What was dropped: the files of folders, and files that were dropped by themselves. */
export interface Dropped {
  readonly inFolders: readonly ChosenFile[];
  readonly alone: readonly ChosenFile[];
  /** What a browser would not read, by its path. */
  readonly refused: readonly string[];
}

/** Reads what was dropped. The browser hands it over only while the event lasts: entries are taken before anything. */
export async function readDropped({ items }: DataTransfer): Promise<Dropped> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const refused: string[] = [];
  const inFolders: ChosenFile[] = [];
  const alone: ChosenFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, inFolders, refused);
    else await readEntry(entry as FileSystemFileEntry, alone, refused);
  }
  return { inFolders, alone, refused };
}

async function walk(folder: FileSystemDirectoryEntry, files: ChosenFile[], refused: string[]): Promise<void> {
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
      refused.push(folder.fullPath.slice(1));
      return;
    }
    if (entries.length === 0) return;
    await Promise.all(
      entries.filter(({ isFile }) => isFile).map((entry) => readEntry(entry as FileSystemFileEntry, files, refused)),
    );
    for (const entry of entries) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, files, refused);
    }
  }
}

async function readEntry(entry: FileSystemFileEntry, files: ChosenFile[], refused: string[]): Promise<void> {
  try {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    files.push(choose(file, entry.fullPath.slice(1)));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    refused.push(entry.fullPath.slice(1));
  }
}

function choose(file: File, path: string): ChosenFile {
  return { file, path, sizeBytes: file.size };
}
