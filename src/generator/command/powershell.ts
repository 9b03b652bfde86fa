/** Rows and steps in PowerShell that the plans for Windows without WSL share. */
import type { StepText } from '../step.ts';
import type { WordRow } from './argv.ts';

/** The step that shows how full a drive is; its rows need the slot `drive`. */
export const driveSpaceStep = {
  title: 'Check the free space',
  phase: 'prepare',
  rows: [
    ['utility', 'Get-PSDrive', 'Shows how full a drive is.', 'PowerShell, Get-PSDrive'],
    ['operand', '{drive}', 'Its letter.', 'PowerShell, Get-PSDrive'],
  ],
  expect: '`Free (GB)` is more than the size of the collection.',
  otherwise: [['less', 'The collection does not fit. Choose another drive.', 'disk-full']],
} as const satisfies StepText & { readonly rows: readonly WordRow[] };

/** The same for a share; its rows need the slot `drive`, such as `\\nas\share`. */
export const shareSpaceStep = {
  title: 'Check the free space',
  phase: 'prepare',
  rows: [
    ['utility', 'cmd', 'The older shell of Windows, which knows shares too.', 'Microsoft Learn, cmd'],
    ['option', '/c', 'Runs one command:', 'Microsoft Learn, cmd'],
    ['operand', 'dir', 'lists', 'Microsoft Learn, dir'],
    ['option', '/ad', 'only folders', 'Microsoft Learn, dir'],
    ['operand', '{drive}', 'of the share.', 'Microsoft Learn, dir'],
  ],
  expect: 'The last line ends with the bytes that are free: more than the size of the collection.',
  otherwise: [
    ['less', 'The collection does not fit. Choose another destination.', 'disk-full'],
    ['not found, denied', 'Windows has no access to this share. Open it in the Explorer once, then try again.'],
  ],
} as const satisfies StepText & { readonly rows: readonly WordRow[] };

/** The step that makes a folder. */
export function makeFolderStep(folder: WordRow) {
  return {
    title: 'Make the folder, in PowerShell',
    phase: 'prepare',
    rows: [
      ['utility', 'New-Item', 'Makes', 'PowerShell, New-Item'],
      ['option', '-ItemType', 'a thing of this kind:', 'PowerShell, New-Item'],
      ['option-argument', 'Directory', 'a folder.', 'PowerShell, New-Item'],
      ['option', '-Force', 'Content when it is there already.', 'PowerShell, New-Item'],
      ['option', '-Path', 'At this path:', 'PowerShell, New-Item'],
      folder,
    ],
    expect: 'A line with the name of the folder.',
    otherwise: [['denied', 'You may not write there. Choose another destination.', 'read-only']],
  } as const satisfies StepText & { readonly rows: readonly WordRow[] };
}

/** The row of the folder to count in, where it is the destination. */
export const countDestinationRow = [
  'option-argument',
  '{destination}',
  'the destination.',
  'PowerShell, Get-ChildItem',
] as const satisfies WordRow;

/** Counts the files in a folder and adds up their sizes, in bytes. */
export function countRows(folder: WordRow): readonly WordRow[] {
  return [
    ['utility', 'Get-ChildItem', 'Lists files.', 'PowerShell, Get-ChildItem'],
    ['option', '-Recurse', 'In all folders.', 'PowerShell, Get-ChildItem'],
    ['option', '-File', 'Without the folders themselves.', 'PowerShell, Get-ChildItem'],
    ['option', '-Force', 'Hidden ones too.', 'PowerShell, Get-ChildItem'],
    ['option', '-LiteralPath', 'In this folder, taken as it is written:', 'PowerShell, Get-ChildItem'],
    folder,
    ['operator', '|', 'Hands the list to', 'PowerShell, about_Pipelines'],
    ['utility', 'Measure-Object', 'which counts', 'PowerShell, Measure-Object'],
    ['option', '-Sum', 'and adds up', 'PowerShell, Measure-Object'],
    ['operand', 'Length', 'the sizes, in bytes.', 'PowerShell, Measure-Object'],
  ];
}
