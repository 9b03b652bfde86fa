/** What a terminal got → the lines that stay on its screen, the same from run to run, with slots for names. */
import xterm from '@xterm/headless';
import { columns, rows } from './stage.ts';

/** The most lines of a screen: of a longer one the middle is left out. */
const mostLines = 24;
const leftOut = '[…]';

/** What stays on the screen, scrolled-out lines included. A line that a terminal breaks is one line. */
async function readScreen(received: string): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  await new Promise<void>((resolve) => {
    terminal.write(received, resolve);
  });
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped && lines.length > 0) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  terminal.dispose();
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n');
}

/**
 * What differs from run to run, from version to version, or from disk to disk, and what is shown for it: so that what is
 * kept changes only when something else does.
 */
const varying: readonly (readonly [pattern: RegExp, shown: string | ((found: string) => string)])[] = [
  [/SHA256:[A-Za-z0-9+/]{43}/g, 'SHA256:…'],
  [/ \(192\.0\.2\.\d+\)/g, ' (…)'],
  [/\[192\.0\.2\.\d+\]/g, '[…]'],
  [/192\.0\.2\.\d+/g, '…'],
  // rsync: how far a file is, and how fast. While it is on its way, how far differs too.
  [/^ +[\d,]+ +(?!100%)\d+% +[\d.]+[kMG]B\/s +\d+:\d\d:\d\d/gm, '     25,001,984  50%  110.00MB/s    0:00:00'],
  [/ +[\d.]+[kMG]B\/s +\d+:\d\d:\d\d/g, '  110.00MB/s    0:00:00'],
  [/(?:to|ir)-chk=(\d+)\/\d+/g, 'to-chk=$1/5'],
  [/^(Total (?:sent|received)): \d+/gm, '$1: …'],
  [/^(File list (?:size|generation time|transfer time)|Total bytes (?:sent|received)): [\d,.]+/gm, '$1: …'],
  [
    /^sent [\d,]+ bytes {2}received [\d,]+ bytes {2}[\d,.]+ bytes\/sec/gm,
    'sent … bytes  received … bytes  … bytes/sec',
  ],
  [/(speedup is )[\d,.]+/g, '$1…'],
  // What a copy that goes on had before.
  [/^(Literal|Matched)( data: )(?!0 |60,016,000 |10,000,000 )[\d,]+/gm, '$1$2…'],
  [/( at \w+\.c\()\d+\)/g, '$1…)'],
  [/\[(receiver|generator|sender|Receiver|Generator|Sender|client|server)=[\d.]+\w*\]/g, '[$1=…]'],
  // rsync has several processes: which of them is the first to notice an end, and which says more, is chance.
  [/rsync error: unexplained error \(code 255\)/g, 'rsync error: error in rsync protocol data stream (code 12)'],
  [/^code 255$/gm, 'code 12'],
  [/^rsync: \[generator\] write error: .*\n/gm, ''],
  [/^rsync: \[(\w+)\] safe_write failed .*/gm, 'rsync: connection unexpectedly closed (0 bytes received so far) [$1]'],
  [/(\d:\d\d:\d\d)[ \n]+(rsync: \[receiver\])/g, '$1\n$2'],
  [
    /(\d:\d\d:\d\d)[^\n]*\n+(?:(?!rsync).*\n+)*rsync: connection unexpectedly closed [^]*(?=\n\S*\$$)/g,
    [
      '$1',
      'rsync: connection unexpectedly closed (… bytes received so far) [receiver]',
      'rsync error: error in rsync protocol data stream (code 12) at io.c(…) [receiver=…]',
      leftOut,
    ].join('\n'),
  ],
  [/, [\d.]+ s, [\d.]+ [kMG]B\/s$/gm, ', 1.9 s, 110 MB/s'],
  // sftp: as rsync. Its ssh may say that it has ended, too.
  [/^Connection closed\.\n(?=Connection closed)/gm, ''],
  [/ (?!100%)\d+% +[\d.]+[KMG]B +[\d.]+[KMG]B\/s +\d\d:\d\d ETA/g, ' 50%   24MB 110.0MB/s   00:00 ETA'],
  [/(100% +[\d.]+[KMG]B) +[\d.]+[KMG]B\/s +\d\d:\d\d/g, '$1 110.0MB/s   00:00'],
  [/^Unable to resume download of .*: server reordered requests\n/gm, ''],
  // rclone: when and where it ran. A test is fast enough to type before it hides what is typed.
  [/^(Enter SFTP password:).*\n+/gm, '$1\n'],
  [/\d{4}([/-])\d\d[/-]\d\d \d\d:\d\d:\d\d/g, '2026$111$124 10:00:00'],
  [/^(- (?:os|go)\/\w+: ).*/gm, '$1…'],
  [/, [\d.]+ \w*B\/s, ETA \S+/g, ', … B/s, ETA -'],
  [/^(Elapsed time: +).*/gm, '$1…s'],
  // aws names the server of the test by its address, and brings several files at the same time.
  [/"http:\/\/127\.0\.0\.1:\d+\/[^"]*"/g, '"https://…"'],
  [/(Python|Linux)\/[\d.]+\S*/g, '$1/…'],
  [/(?:^download.*\n)+/gm, (lines) => `${lines.trimEnd().split('\n').sort().join('\n')}\n`],
  // ssh-keygen draws another picture of each key.
  [/^\+-+\[ED25519 256\][^]*?^\+-+\[SHA256\]-+\+$/gm, leftOut],
  // A drive of the tests, whose file system is the kernel's or another program's.
  [/^\/dev\/loop\d+( +)(?:fuseblk|exfat {2})/gm, '/dev/sdb1 $1exfat  '],
  // When a file of the stage was made, and when a program looked.
  [/\b[A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d| \d{4})(?= )/g, 'Nov 23 12:00'],
  [/lab-server: .*\d{4}$/gm, 'server: Tue Nov 24 10:00:00 2026'],
  [/\s+\(\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d\)/g, ' (11/24/26 10:00:00)'],
  // What a look at a collection says of it.
  [/^at: .*/gm, 'at: 2026-11-24 10:00 -0700'],
  [/^written: .*/gm, 'written: 2026-11-23 to 2026-11-23'],
  [/^(END: \d+ lines, sum )\d+/gm, '$1…'],
  // The process of a screen session.
  [/(\[detached from |^\t| +)\d{2,}(?=\.[^\s.\d])/gm, '$112345'],
];

/** Takes out of the lines what differs from run to run. */
function settleLines(lines: readonly string[]): string[] {
  const text = varying.reduce((former, [pattern, shown]) => former.replace(pattern, shown as string), lines.join('\n'));
  return text.split('\n');
}

/** Puts `{name}` in the place of each value. The longest comes first: one may be in another. */
export function putSlots(text: string, names: Readonly<Record<string, string>>): string {
  const byValue = new Map(Object.entries(names).map(([name, value]) => [value, name]));
  const values = [...byValue.keys()].sort((a, b) => b.length - a.length);
  const escaped = values.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replace(new RegExp(escaped.join('|'), 'g'), (value) => `{${byValue.get(value) ?? ''}}`);
}

/** The lines of a screen as they are kept. Throws when what is shown has a slot of its own. */
export async function keepScreen(
  received: string,
  names: Readonly<Record<string, string>>,
  settle = (lines: readonly string[]): readonly string[] => lines,
): Promise<string[]> {
  const lines = settle(settleLines(await readScreen(received)));
  const own = lines.find((line) => /\{\w/.test(line));
  if (own !== undefined) throw new Error(`This would be taken for a slot: ${own}`);
  const shown =
    lines.length > mostLines ? [...lines.slice(0, 8), leftOut, ...lines.slice(lines.length - mostLines + 9)] : lines;
  return shown.map((line) => putSlots(line, names));
}
