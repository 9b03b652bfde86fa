/** The text of a list, from its bytes. */

/**
 * Reads UTF-8, and UTF-16 where its mark or its zero bytes say so: Windows PowerShell writes it for `>`. A byte that is
 * no UTF-8 becomes U+FFFD.
 */
export function decodeList(bytes: Uint8Array): string {
  return new TextDecoder(findEncoding(bytes)).decode(bytes);
}

function findEncoding([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every line begins with plain letters.
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  return 'utf-8';
}
