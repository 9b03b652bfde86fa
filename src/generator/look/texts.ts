/** The sentences of what is read from a look at a folder. */
import type { ProblemText } from '../problem.ts';
import type { LookFault, LookMark } from './read-look.ts';

export const lookTexts = {
  problems: {
    none: [
      'This is not what the command that looks at a collection shows.',
      'Copy all that it has shown, from the line that begins with “look:” to the line that begins with “END:”.',
    ],
    nothing: [
      'The command has found nothing.',
      'What it has shown before “NOTHING FOUND” says why. Troubleshooting explains it.',
    ],
    cut: [
      'A part of what the command has shown is missing.',
      'Copy all of it, from the line that begins with “look:” to the line that begins with “END:”. Where there is no such line, run the command again.',
    ],
    altered: [
      'This is not what the command has shown: its sum at the end does not fit.',
      'Run the command again, and copy all of it, with nothing of other commands in between.',
    ],
    several: [
      'This is a look at the whole lab folder, and another one.',
      'Give one of them: that of the lab folder, or those of the collections.',
    ],
    place: ['This is a look at {path}, which is no collection or lab folder of {server}.', 'Look at the collection.'],
    other: [
      'This is a look at {name}, and the plan is for {wanted}.',
      'Give what the first step of this plan has shown, or enter {name}.',
    ],
    absent: ['There is no {wanted} in this look at the lab folder.', 'There is: {names}.'],
  } satisfies Record<LookFault | 'several' | 'place' | 'other' | 'absent', ProblemText>,
  /** By what there is of it; `{such}` names the first of them. */
  notices: {
    'cannot be read':
      'Your account cannot read: {count}{such}. Ask {manager} to change that: what you cannot read is not copied.',
    'leads out':
      'Links that lead out of the folder: {count}{such}. What they lead to is not in it: choose under Links what becomes of them.',
    'leads nowhere': 'Links that lead nowhere: {count}{such}. There is nothing to bring for them.',
    'no file': 'Neither files, folders nor links: {count}{such}. They are no images.',
    'not for Windows':
      'Names that Windows, a disk with exFAT and most cloud drives cannot have: {count}{such}. To copy there, ask {manager} to rename them first.',
    'not UTF-8':
      'Names that are no UTF-8, which macOS and Windows cannot have: {count}{such}. To copy there, ask {manager} to rename them first.',
    'alike but for case':
      'Names like another one but for small and capital letters: {count}{such}. On macOS and Windows one takes the place of the other.',
    unclear:
      'Links with a line break or an arrow in their name, or in what they lead to: {count}{such}. The numbers may be wrong: look at them by hand.',
    large: 'Files of 4 GiB or more: {count}. A disk with FAT32 cannot have them.',
    undated: 'Files whose day could not be read: {count}. The days are those of the others.',
  } satisfies Record<LookMark | 'large' | 'undated', string>,
  such: ', such as {path}',
  target: ', such as {path}, to {target}',
  seen: 'Seen on the server at {at}: {files} files, {size}, written {days}.',
  room: 'At the destination they need {size}, and room for {entries} files and folders.',
  kinds: 'Kinds of files: {kinds}.',
  kind: '{name} {files} ({size})',
  none: '(without an ending)',
  day: 'on {first}',
  days: 'from {first} to {last}',
  never: 'on no day that is known',
  loose: 'files in no collection',
  /** Of the table of a lab folder. */
  first: 'What goes first',
  heads: ['Collection', 'First day', 'Last day', 'Files', 'Size', 'Deleted from'],
  empty: 'empty',
  /** Asks for more time for all of them. */
  moreTime: {
    subject: 'More time for {lab}, please',
    body: 'Hello,\n\nwe cannot bring all our images home before they are deleted from {server}. Could you keep them longer?\n\nLab folder: {lab}\nLooked at: {at}\n\nCollections, what is deleted first on top:\n{list}\n\nWe need them until: {unknown}\nReason: {unknown}\n\nPlease tell us whether that is possible.\n\nThank you!',
  },
  line: '- {name}: written {days}, {files} files, {size}, first images deleted on or after {deletedFrom}',
  unknown: '(please fill in)',
} as const;
