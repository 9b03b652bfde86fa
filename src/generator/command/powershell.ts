/** Rows of PowerShell commands that the plans for Windows without WSL share. They are not run here: nobody has Windows to run them on. */
import type { WordRow } from './argv.ts';

/** How full a drive is; it needs the slot `drive`. */
export const driveSpaceRows = [
  ['utility', 'Get-PSDrive', 'Shows how full a drive is.', 'PowerShell, Get-PSDrive'],
  ['operand', '{drive}', 'Its letter.', 'PowerShell, Get-PSDrive'],
] as const satisfies readonly WordRow[];

/** The row of the folder to count in, where it is the destination. */
export const countDestinationRow = [
  'option-argument',
  '{destination}',
  'the destination.',
  'PowerShell, Get-ChildItem',
] as const satisfies WordRow;

/**
 * Counts the files in a folder and adds up their sizes, in bytes. Mark a call `@__PURE__`: a bundler then drops it with the table
 * that holds it.
 */
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
