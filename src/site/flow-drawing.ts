/**
 * Where data flow, as SVG: microscope, storage server, the facility's ways in its order, and where each one ends. Drawn
 * twice: from top to bottom for a screen 320 pixels wide, and from left to right.
 */
import type { Facility } from '../facility/schema.ts';
import { isFirstWay } from '../facility/shown-methods.ts';
import { escapeHtml } from './html.ts';
import { standingClass } from './method-status.ts';
import { placePath } from './place-icons.ts';

/** Where the words of one drawing stand, and how many letters fit there. Unit: pixels. */
interface Layout {
  readonly name: 'narrow' | 'wide';
  readonly width: number;
  /** The size of the letters. No font for text has letters wider than 0.58 of it on average. */
  readonly letters: number;
  readonly line: number;
  readonly way: Column;
  readonly end: Column;
}

interface Column {
  readonly left: number;
  readonly width: number;
}

const narrow: Layout = {
  name: 'narrow',
  // As much as a screen 320 wide leaves.
  width: 288,
  letters: 12,
  line: 16,
  way: { left: 24, width: 120 },
  end: { left: 168, width: 120 },
};
const wide: Layout = {
  name: 'wide',
  width: 720,
  letters: 14,
  line: 19,
  way: { left: 306, width: 178 },
  end: { left: 516, width: 204 },
};
const pad = 10;
const iconSize = 24;

/** The place that a way leads to, for its drawing. */
const placesOfWays = new Map([
  ['petalibrary', 'petalibrary'],
  ['globus', 'institution'],
  ['aws', 'cloud'],
  ['bucket', 'cloud'],
  ['rsync', 'server'],
  ['sftp', 'server'],
  ['drive', 'drive'],
  ['filezilla', 'computer'],
]);

/** Draws it, the ways that begin at the storage server; `alt` is what a screen reader says instead. */
export function drawFlow(all: Facility): { svg: string; alt: string } {
  const facility = { ...all, methods: all.methods.filter(isFirstWay) };
  const { storage, otherStorage = [], methods } = facility;
  const servers = [storage, ...otherStorage].map(({ name }) => name);
  return {
    svg: drawNarrow(facility) + drawWide(facility),
    alt: `Images go from the microscope to ${servers.join(' or ')}. From there the ways lead on: ${methods
      .map(({ title, standing, goesTo }) => `${title} (${standing}) to: ${goesTo}`)
      .join('; ')}.`,
  };
}

function drawNarrow(facility: Facility): string {
  const { rows, height } = drawRows(facility, narrow, 120);
  const last = rows.at(-1)?.middle ?? 110;
  return frame(narrow, height, [
    boxSvg(narrow, { x: 44, y: 1, width: 200, height: 36 }, ['Microscope'], 'microscope'),
    arrowSvg('M144 37V56', 144, 56, 'down'),
    boxSvg(narrow, { x: 44, y: 56, width: 200, height: 36 }, [nameStorage(facility)], 'server'),
    `<path d="M144 92V106H14Q8 106 8 112V${last}"/>`,
    ...rows.map(({ svg, middle, kind }) => group(kind, arrowSvg(`M8 ${middle}H24`, 24, middle, 'right') + svg)),
  ]);
}

function drawWide(facility: Facility): string {
  const { rows, height } = drawRows(facility, wide, 2);
  const middle = (height - 2) / 2;
  const lines = wrap(nameStorage(facility), 144 - pad, wide.letters);
  return frame(wide, height, [
    boxSvg(wide, { x: 1, y: middle - 34, width: 92, height: 68 }, ['Microscope'], 'microscope', true),
    arrowSvg(`M93 ${middle}H118`, 118, middle, 'right'),
    boxSvg(wide, { x: 118, y: middle - 34, width: 144, height: 68 }, lines, 'server', true),
    ...rows.map(({ svg, middle: y, kind }) =>
      group(kind, arrowSvg(`M262 ${middle}C292 ${middle} 274 ${y} 306 ${y}`, 306, y, 'right') + svg),
    ),
  ]);
}

function nameStorage({ storage, otherStorage = [] }: Facility): string {
  return otherStorage.length > 0 ? `${String(otherStorage.length + 1)} storage servers` : storage.name;
}

/** Each way in its box, an arrow, and where it ends; `middle` is the height of the arrow. */
function drawRows({ methods }: Facility, layout: Layout, top: number) {
  const { way, end, letters, line } = layout;
  let y = top;
  const rows = methods.map(({ id, title, standing, goesTo }) => {
    const names = [...wrap(title, way.width - 2 * pad, letters), ...(standing === 'available' ? [] : [standing])];
    const icon = layout.name === 'wide' ? placesOfWays.get(id) : undefined;
    const left = icon ? end.left + iconSize + pad : end.left;
    const ends = wrap(goesTo, layout.width - left, letters);
    const height = Math.max(names.length, ends.length) * line + 16;
    const middle = y + height / 2;
    const svg = [
      `<rect x="${way.left}" y="${y}" width="${way.width}" height="${height}" rx="6"${dashOf(standing)}/>`,
      linesSvg(layout, names, way.left + pad, middle, standing !== 'available'),
      arrowSvg(`M${way.left + way.width} ${middle}H${end.left - 8}`, end.left - 8, middle, 'right', dashOf(standing)),
      icon ? iconSvg(icon, end.left, middle - iconSize / 2) : '',
      linesSvg(layout, ends, left, middle),
    ].join('');
    y += height + 12;
    return { svg, middle, kind: standingClass(standing) };
  });
  return { rows, height: y - 10 };
}

function dashOf(standing: string): string {
  const dash = { 'being set up': '6 4', unconfirmed: '6 4', discouraged: '2 4' }[standing];
  return dash ? ` stroke-dasharray="${dash}"` : '';
}

function frame({ name, width, letters }: Layout, height: number, parts: readonly string[]): string {
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="flow-${name}" aria-describedby="flow-text" fill="none" stroke="currentColor" stroke-opacity=".75" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" font-size="${letters}"><title id="flow-${name}">Where the data go</title>${parts.join('')}</svg>`;
}

function group(kind: string, svg: string): string {
  return kind === 'preferred' ? `<g class="preferred" stroke-width="2.5">${svg}</g>` : svg;
}

/** A box with words in its middle, and a drawing beside or above them. */
function boxSvg(
  layout: Layout,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  lines: readonly string[],
  place: string,
  isAbove = false,
): string {
  const middle = x + width / 2;
  const icon = isAbove ? iconSvg(place, middle - 12, y + 8) : iconSvg(place, x + pad, y + height / 2 - 12);
  const center = isAbove ? y + (height + iconSize + 4) / 2 : y + height / 2;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${icon}<g text-anchor="middle">${linesSvg(layout, lines, isAbove ? middle : middle + pad, center)}</g>`;
}

function iconSvg(place: string, x: number, y: number): string {
  return `<path transform="translate(${x} ${y})" stroke-width="1.5" d="${placePath(place)}"/>`;
}

/** A line with the head of an arrow at its end. */
function arrowSvg(path: string, x: number, y: number, to: 'right' | 'down', more = ''): string {
  const head = to === 'right' ? `M${x - 6} ${y - 4}l6 4-6 4` : `M${x - 4} ${y - 6}l4 6 4-6`;
  return `<path d="${path}"${more}/><path d="${head}"/>`;
}

/** Words around a height; the last of them is set apart where it says how the facility stands to the way. */
function linesSvg({ letters, line }: Layout, lines: readonly string[], x: number, middle: number, isLast = false) {
  const first = middle - ((lines.length - 1) * line) / 2 + letters * 0.35;
  return lines
    .map((text, index) => {
      const style = isLast && index === lines.length - 1 ? ' font-style="italic"' : '';
      return `<text x="${x}" y="${Math.round((first + index * line) * 10) / 10}" fill="currentColor" stroke="none"${style}>${escapeHtml(text)}</text>`;
    })
    .join('');
}

/** Breaks a text into lines of that width; a longer word has a line of its own. */
function wrap(text: string, width: number, letters: number): string[] {
  const most = Math.floor(width / (letters * 0.58));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
