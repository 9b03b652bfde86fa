/**
 * The words of an error that tell it from others and that every person sees: without names, paths, hosts and numbers,
 * and without words that most errors have. An error with few words keeps its code. Empty when a single word would be
 * left, or when nothing has to go.
 */
export function findErrorWords(text: string): string {
  const all = text.trim().split(/\s+/);
  const plain = all
    .map((word) => word.replace(/^\W+|\W+$/g, ''))
    .filter((word) => /^(?=...)[a-z]+(?:['’-][a-z]+|\/[a-z]{3,})*$/i.test(word) && !everywhere.test(word))
    .map((word) => word.replaceAll('/', ' '));
  const [code] = /\bcode \d+/i.exec(text) ?? [];
  const words = code && plain.length < 4 ? [...plain, code] : plain;
  const found = words.join(' ');
  return found.includes(' ') && found !== all.join(' ') ? found : '';
}

const everywhere = /^(?:the|rsync|errors?|warning|files?|receiver|sender|generator|client|code|dirs|see|previous)$/i;
