import { expect, it } from 'vitest';
import { linesOnPaper } from '../../../src/integrations/lines-on-paper.ts';

const { edit } = linesOnPaper();
const block = (kind: string, attributes: string, code: string): string =>
  `<div class="${kind}"><pre${attributes}><code>${code}</code></pre></div>`;

it('a command has its lines for paper beside it, and how wide they are', () => {
  const long = '/srv/'.repeat(20);
  const code = `rsync &#39;a  &#60;b&#62;&#39; <mark>${long}</mark>`;
  expect(edit(block('command', ' data-paper', code), 'index.html')).toBe(
    block('command', ` data-paper="rsync 'a'\\ ' &#60;b&#62;' \\\n  ${long}" style="--columns:102"`, code),
  );
});

it('a command for PowerShell and a text to paste stay one line: only its width is told', () => {
  for (const kind of ['command', 'text'])
    expect(edit(block(kind, '', 'Get-PSDrive <mark>D</mark>'), 'index.html')).toBe(
      block(kind, ' style="--columns:13"', 'Get-PSDrive <mark>D</mark>'),
    );
});

it('all else stays as it is', () => {
  const html = block('message', '', 'Hello,\n\nplease help.') + block('frame', ' data-language="sh"', 'npm test');
  expect(edit(html, 'index.html')).toBe(html);
});
