/** Where data flows, as SVG: microscope, storage server, the facility's ways in its order, and where each one ends. */
import type { Facility } from '../facility/schema.ts';
import { escapeHtml } from './html.ts';
import { standingClass } from './method-status.ts';

// Unit: pixels on a screen 320 wide, which leaves 288: letters of 12 pixels can still be read there.
const width = 288;
const line = 16;
const way = { left: 24, width: 116, letters: 15 };
const end = { left: 162, letters: 18 };

/** Draws it; `alt` is what a screen reader says instead. */
export function drawFlow({ storage, otherStorage = [], methods }: Facility): { svg: string; alt: string } {
  const servers = [storage, ...otherStorage].map(({ name }) => name);
  const box = otherStorage.length > 0 ? `${String(servers.length)} storage servers` : storage.name;
  const top = boxSvg(44, 4, 200, 'Microscope') + arrowSvg(144, 34, 144, 54) + boxSvg(44, 56, 200, box);
  let y = 104;
  const rows = methods.map(({ title, standing, goesTo }) => {
    const names = [...wrap(title, way.letters), ...(standing === 'available' ? [] : [`(${standing})`])];
    const ends = wrap(goesTo, end.letters);
    const height = Math.max(names.length, ends.length) * line + 14;
    const middle = y + height / 2;
    const kind = standingClass(standing);
    const svg = [
      `<g class="${kind}">`,
      arrowSvg(8, middle, way.left - 2, middle),
      `<rect x="${way.left}" y="${y}" width="${way.width}" height="${height}" rx="6"/>`,
      linesSvg(names, way.left + 8, middle),
      arrowSvg(way.left + way.width, middle, end.left - 6, middle),
      linesSvg(ends, end.left, middle),
      '</g>',
    ].join('');
    const row = { svg, middle };
    y += height + 10;
    return row;
  });
  const trunk = `<path d="M144 86V95H8V${rows.at(-1)?.middle ?? 94}"/>`;
  return {
    svg: `<svg viewBox="0 0 ${width} ${y}" role="img" aria-labelledby="flow-title" aria-describedby="flow-text"><title id="flow-title">Where the data go</title><defs><marker id="flow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>${top}${trunk}${rows.map(({ svg }) => svg).join('')}</svg>`,
    alt: `Images go from the microscope to ${servers.join(' or ')}. From there the ways lead on: ${methods
      .map(({ title, standing, goesTo }) => `${title} (${standing}) to: ${goesTo}`)
      .join('; ')}.`,
  };
}

function boxSvg(x: number, y: number, boxWidth: number, text: string): string {
  return `<rect x="${x}" y="${y}" width="${boxWidth}" height="30" rx="6"/><text class="middle" x="${x + boxWidth / 2}" y="${y + 19}">${escapeHtml(text)}</text>`;
}

function arrowSvg(fromX: number, fromY: number, toX: number, toY: number): string {
  return `<path class="arrow" d="M${fromX} ${fromY}L${toX} ${toY}"/>`;
}

function linesSvg(lines: readonly string[], x: number, middle: number): string {
  const first = middle - ((lines.length - 1) * line) / 2 + 4;
  return lines.map((text, index) => `<text x="${x}" y="${first + index * line}">${escapeHtml(text)}</text>`).join('');
}

/** Breaks a text into lines of so many letters; a longer word has a line of its own. */
function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
