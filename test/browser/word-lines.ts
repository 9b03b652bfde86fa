/** Where a page breaks the lines of what it shows to copy. */

/** A destination that is longer than any line, with what browsers like to break a line at. */
export const longDestination = `/srv/${'cryo-em/Titan-Krios/2026-11/'.repeat(6)}GRID1`;

/** A word of a command, message or text that a page shows: on how many lines it is, and how many it needs. */
export interface WordLines {
  readonly word: string;
  readonly lines: number;
  readonly needed: number;
}

/**
 * Reads them in a page of any engine: it takes nothing from around it. Words are what is between blanks, of characters
 * that are equally wide.
 */
export function readWordLines(): WordLines[] {
  const range = document.createRange();
  // What is folded away has no lines.
  const blocks = [...document.querySelectorAll<HTMLElement>('.steps pre')].filter(({ clientWidth }) => clientWidth > 0);
  return blocks.flatMap((block) => {
    const { paddingLeft, paddingRight } = getComputedStyle(block);
    const room = block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const words: WordLines[] = [];
    let word = '';
    let tops = new Set<number>();
    let perLine = 0;
    const end = (): void => {
      if (word) words.push({ word, lines: tops.size, needed: Math.ceil(word.length / perLine) });
      word = '';
      tops = new Set();
    };
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      for (const [index, character] of [...node.data].entries()) {
        if (/[ \n]/.test(character)) {
          end();
          continue;
        }
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        // Of the character behind a break, WebKit has a box on the line before, too.
        const { top, width } = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
        perLine = Math.floor(room / width);
        tops.add(Math.round(top));
        word += character;
      }
    }
    end();
    return words;
  });
}

/** The texts of blocks that are wider than the block: it would scroll. */
export function readWide(): string[] {
  return [...document.querySelectorAll('.steps pre')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ textContent }) => textContent);
}
