/** Drawings of the places that data come from and go to, as lines in a square of 24. Only for the build. */
import type { choiceFields } from '../generator/choice-tables.ts';

type Place = keyof typeof choiceFields.where.choices | 'drive' | 'microscope';

const placePaths: Readonly<Record<Place, string>> = {
  petalibrary:
    'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  server: 'M4 4h16v7H4zM4 13h16v7H4zM8 7.5h.01M8 16.5h.01M12 7.5h4M12 16.5h4',
  computer: 'M5 5h14v10H5zM2 19h20',
  institution: 'M3 9l9-5 9 5zM5.5 12v5M10 12v5M14 12v5M18.5 12v5M3 20h18',
  cloud: 'M7 18a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.6-1A4.5 4.5 0 0 1 17.5 18z',
  unknown: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01',
  drive: 'M6 3h12v18H6zM9 17h6M12 13a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 9.5h.01',
  microscope: 'M9 3h6v3H9zM10 6h4v6h-4zM7 12h10v4H7zM9 16v3M15 16v3M5 20h14',
};

/** The lines of a place, as the data of an SVG path; of one that has none, those of an unknown one. */
export function placePath(place: string): string {
  return placePaths[place in placePaths ? (place as Place) : 'unknown'];
}
