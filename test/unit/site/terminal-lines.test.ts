import { describe, expect, it } from 'vitest';
import { terminalHelp } from '../../../src/site/terminal-lines.ts';

describe.each(terminalHelp)('the lines for $title', ({ id, lines }) => {
  it('each have a source, with the day on which somebody read it', () => {
    for (const { ask, sources } of lines) {
      expect(sources.length, ask).toBeGreaterThan(0);
      for (const { title, url = 'https://', on } of sources) {
        expect(title).not.toBe('');
        expect(url).toMatch(/^https:\/\//);
        expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
    }
  });

  it('begin with how to get there, and end with a command that is not known', () => {
    expect(lines[0]?.ask).toMatch(id === 'server' ? /get there/ : /open a terminal/);
    expect(lines.at(-1)?.ask).toMatch(/not found|not recognized/);
  });

  it('say what a password, a fingerprint and a second factor look like, whether it runs, how to stop it, and paths', () => {
    const asked = lines.map(({ ask }) => ask).join('\n');
    for (const subject of [
      'password, and nothing',
      'fingerprint',
      'asks for more',
      'still run',
      'stop',
      'path of a folder',
    ]) {
      expect(asked).toContain(subject);
    }
  });
});

it('Windows Terminal’s warning is explained where that is used', () => {
  const ids = terminalHelp.filter(({ lines }) => lines.some(({ ask }) => ask.includes('warns'))).map(({ id }) => id);
  expect(ids).toEqual(['windows', 'wsl']);
});
