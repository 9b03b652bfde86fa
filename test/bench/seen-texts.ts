/** Prints how many pasted texts are explained by the right entry: those that were tried before, and our own. */
import { tables } from '../../src/generator/methods/troubleshooting/tables.ts';
import { explainSeen } from '../../src/generator/seen/explain-seen.ts';
import { seenTables } from '../../src/generator/seen/tables.ts';
import { readSeenTexts } from '../rigs/seen-texts.ts';

for (const file of ['tried-before', 'gathered'] as const) {
  const rows = readSeenTexts(file).map(({ expected, text }) => {
    const { certainty, entries } = explainSeen(text, tables.steps, seenTables);
    return { expected, certainty, first: entries[0]?.id, places: entries.map(({ id }) => id) };
  });
  const known = rows.filter(({ expected }) => !expected.startsWith('not '));
  const others = rows.filter(({ expected }) => expected.startsWith('not '));
  console.log(file);
  console.table({
    'texts with an entry': known.length,
    'right and first': known.filter(({ expected, first }) => expected === first).length,
    'of these, certain': known.filter(({ expected, first, certainty }) => expected === first && certainty === 'certain')
      .length,
    'right and second': known.filter(({ expected, first, places }) => expected !== first && places.includes(expected))
      .length,
    'nothing or wrong': known.filter(({ expected, places }) => !places.includes(expected)).length,
    'texts without an entry, or of other programs': others.length,
    'of these, “not known”': others.filter(({ certainty }) => certainty === 'unknown').length,
    'wrong and certain': rows.filter(({ expected, first, certainty }) => certainty === 'certain' && first !== expected)
      .length,
  });
}
