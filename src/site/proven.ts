/** What the tests have proven, where: rows for the page, from what is kept of their last run. */
import type { Facility } from '../facility/schema.ts';
import { listShownMethods } from '../facility/shown-methods.ts';
import { fitMethod } from '../generator/fit-method.ts';
import { methods } from '../generator/methods/index.ts';
import type { Fields } from '../generator/request.ts';
import { isMethodId } from '../generator/transfer.ts';
import type { MethodId } from '../generator/transfer.ts';
import { commonPlaces, onlyPlace, otherPlaces, placeFields, programs, proofs } from './proven-tables.ts';
import type { ProgramId, Proof } from './proven-tables.ts';

/** What is kept of a run: `npm run proven` writes it. */
export interface Kept {
  /** The version of each program that has one. */
  readonly versions: Readonly<Partial<Record<string, string>>>;
  /** By method, place and proof: the programs of each test that has passed, with “+” between them. */
  readonly proven: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>;
}

/** A cell of the table. */
export interface Cell {
  readonly state: 'run' | 'stand-in' | 'not run';
  /** The programs that took part, together in a test: each set once. */
  readonly by: readonly (readonly ProgramId[])[];
}

/** A row of the table: what was proven of a method at one place. */
export interface Row {
  readonly label: string;
  readonly cells: Readonly<Record<Proof, Cell>>;
}

/** The rows of the methods that the site of a facility has, by method. What nothing is kept of was not run. */
export function listProven(facility: Facility, kept: Kept): { id: MethodId; rows: readonly Row[] }[] {
  return listShownMethods(facility).flatMap((id) => {
    if (!isMethodId(id) || id === 'troubleshooting') return [];
    const { fields } = fitMethod(facility, id, methods[id]).tables;
    const rows = [...listPlaces(id, fields)].map(([place, label]) => ({
      label,
      cells: readCells(kept.proven[id]?.[place] ?? {}),
    }));
    return [{ id, rows }];
  });
}

/** The labels of the places of a method, by id: as its fields have them. */
export function listPlaces(method: MethodId, fields: Fields): ReadonlyMap<string, string> {
  const ofFields = placeFields.flatMap((name) => {
    const field = fields[name];
    return Object.entries(field?.choices ?? {}).map(([value, choice]): [string, string] =>
      name === 'computer' ? [value, choice] : [`${name}:${value}`, `${field?.label ?? ''}: ${choice}`],
    );
  });
  const places = [
    ...ofFields.filter(([id]) => !commonPlaces.includes(id)),
    ...Object.entries(otherPlaces[method] ?? {}),
  ];
  return new Map(places.length > 0 ? places : [onlyPlace]);
}

function readCells(kept: Kept['proven'][string][string]): Row['cells'] {
  const cells = Object.keys(proofs).map((proof) => [proof, readCell(kept[proof] ?? [])] as const);
  return Object.fromEntries(cells) as Record<Proof, Cell>;
}

/** Reads a cell: what was run with real programs alone counts before what something stood in for. */
export function readCell(sets: readonly string[]): Cell {
  const all = sets.map((set) => set.split('+') as ProgramId[]);
  const real = all.filter((ids) => ids.every((id) => programs[id].standsFor === undefined));
  const by = real.length > 0 ? real : all;
  return { state: real.length > 0 ? 'run' : by.length > 0 ? 'stand-in' : 'not run', by };
}
