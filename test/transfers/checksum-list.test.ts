import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Draft, Plan } from '../../src/generator/index.ts';
import { stepOf, textOf } from '../rigs/plans.ts';
import { openSite } from '../rigs/site.ts';
import type { Site } from '../rigs/site.ts';
import {
  changeByte,
  flipByte,
  keepTime,
  readSizes,
  readTree,
  writeMixedCollection,
  writeRandomFile,
} from '../rigs/tree.ts';
import { isPassed, passedWording } from '../rigs/verdict.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => {
  site.proxy.reset();
});
afterAll(() => site.close());

interface Copied {
  readonly plan: Plan;
  readonly source: string;
  readonly destination: string;
  /** The list beside the destination. */
  readonly list: string;
  readonly files: number;
  /** Copies as the plan does. */
  copy(): Promise<void>;
  /** Makes the list, and checks by it. Gives what the check has shown. */
  check(shell?: string): Promise<string>;
  /** Copies once more, comparing contents. */
  cure(): Promise<void>;
}

/** A collection with all that a folder can hold, and what the plan does with it. Nothing has been copied yet. */
async function prepare(name: string, more: Partial<Draft> = {}, lab = 'test-lab'): Promise<Copied> {
  const folder = site.makeLab(lab);
  const source = site.locate(folder, 'GRID1');
  mkdirSync(source);
  writeMixedCollection(source);
  writeRandomFile(join(source, 'movies', 'movie.eer'), 400_000);
  writeRandomFile(join(source, 'movies', 'other.eer'), 400_000);
  // The line of another file, but for its beginning; and what a log has when a run ends.
  writeFileSync(join(source, 'nl\nd41d8cd98f00b204e9800998ecf8427e movies'), 'a');
  writeFileSync(join(source, 'total size is 5'), 'b');
  mkdirSync(join(source, 'abcdefghijk d41d8cd98f00b204e9800998ecf8427e folder'));
  mkdirSync(join(source, 'd41d8cd98f00b204e9800998ecf8427e folder'));
  mkdirSync(join(source, 'rsync error: x (code 23) at main.c(1) [sender=3.5.0]'));
  const destination = join(site.folder, name, 'GRID1');
  const plan = site.plan({ lab: folder, collection: 'GRID1', destination, prove: 'list', session: 'none', ...more });
  const run = async (id: string, shell?: string): Promise<string> => {
    const { code, shown } = await site.run(textOf(plan, id), shell);
    expect(code, `${id}: ${shown}`).toBe(0);
    return shown;
  };
  await run('folder');
  return {
    plan,
    source,
    destination,
    list: `${destination}.md5`,
    files: Object.keys(readSizes(source)).length,
    copy: async () => {
      await run('copy');
    },
    check: async (shell) => {
      await run('sums', shell);
      return (await site.run(textOf(plan, 'verify-list'), shell)).shown;
    },
    cure: async () => {
      await run('cure-list');
    },
  };
}

async function prepareWhole(name: string, more?: Partial<Draft>): Promise<Copied> {
  const copied = await prepare(name, more);
  await copied.copy();
  expect(isPassed(await copied.check())).toBe(true);
  return copied;
}

/** The check does not pass, and names these and no others. */
async function expectNames(copied: Copied, ...names: readonly string[]): Promise<void> {
  const shown = await copied.check();
  expect(shown.match(/^(?:different|missing|not in the list): .*/gm)?.sort() ?? [], shown).toEqual([...names].sort());
  expect(shown).toMatch(/^NOT PASSED: the lines above say why\.\n$/m);
  expect(isPassed(shown)).toBe(false);
}

describe.each(['bash', 'zsh', 'fish', 'dash', 'tcsh'])('in %s', (shell) => {
  test('a list comes with the copy, and every name passes by it, and by md5sum alone', async () => {
    const copied = await prepare(`${shell} it's $(id) a\\b !x "y" c=d`, {}, "O'Brien lab $(id)");
    await copied.copy();
    const shown = await copied.check(shell);
    expect(shown).toBe(
      `${copied.files} files in the list, ${copied.files} here, ${copied.files} at the source\n` +
        'PASSED: every file has the checksum that it had at its source.\n',
    );
    expect(readTree(copied.destination)).toEqual(readTree(copied.source));
    const alone = spawnSync('md5sum', ['-c', '--quiet', '--strict', copied.list], { cwd: copied.destination });
    expect([alone.status, String(alone.stdout), String(alone.stderr)]).toEqual([0, '', '']);
    expect(stepOf(copied.plan, 'verify-list').expect).toContain(passedWording);
    // Without the server, and without the log.
    rmSync(`${copied.destination}.rsync.log`);
    rmSync(copied.source, { recursive: true });
    const later = await site.run(textOf(copied.plan, 'recheck'), shell);
    expect(later).toEqual({
      code: 0,
      shown: `${copied.files} files in the list, ${copied.files} here\nPASSED: every file has the checksum that it had at its source.\n`,
    });
  });
});

test('a list has the checksum that the file has at its source', async () => {
  const { source, list } = await prepareWhole('sums');
  const sum = createHash('md5')
    .update(readFileSync(join(source, 'movies', 'movie.eer')))
    .digest('hex');
  expect(readFileSync(list, 'utf8').split('\n')).toContain(`${sum}  ./movies/movie.eer`);
});

describe('the check by the list finds', () => {
  test('a changed byte in a file of the same size and time, which a copy passes over and the next step brings', async () => {
    const copied = await prepareWhole('changed');
    flipByte(join(copied.destination, 'movies', 'movie.eer'), 250_000);
    await expectNames(copied, 'different:  ./movies/movie.eer');
    await copied.copy();
    await expectNames(copied, 'different:  ./movies/movie.eer');
    await copied.cure();
    expect(isPassed(await copied.check())).toBe(true);
  });

  test('a cut file, and one that is missing', async () => {
    const copied = await prepareWhole('cut');
    const movie = join(copied.destination, 'movies', 'movie.eer');
    keepTime(movie, () => {
      truncateSync(movie, 1_000);
    });
    rmSync(join(copied.destination, 'movies', 'other.eer'));
    await expectNames(copied, 'different:  ./movies/movie.eer', 'missing:  ./movies/other.eer');
    await copied.copy();
    expect(isPassed(await copied.check())).toBe(true);
  });

  test('two files that have changed places', async () => {
    const copied = await prepareWhole('swapped');
    const [one, two] = [
      join(copied.destination, 'movies', 'movie.eer'),
      join(copied.destination, 'movies', 'other.eer'),
    ];
    renameSync(one, `${one}.x`);
    renameSync(two, one);
    renameSync(`${one}.x`, two);
    await expectNames(copied, 'different:  ./movies/movie.eer', 'different:  ./movies/other.eer');
  });

  test('a file too many, but not the log of a script of ours', async () => {
    const copied = await prepareWhole('extra');
    writeFileSync(join(copied.destination, 'get-GRID1-20261129-120000.log'), 'x');
    expect(isPassed(await copied.check())).toBe(true);
    writeFileSync(join(copied.destination, 'movies', 'get-GRID1-20261129-120000.log'), 'x');
    writeFileSync(join(copied.destination, 'extra'), 'x');
    await expectNames(copied, 'not in the list:  ./extra', 'not in the list:  ./movies/get-GRID1-20261129-120000.log');
  });

  test('a list that was cut, which md5sum alone would pass', async () => {
    const { plan, destination, list } = await prepareWhole('list-cut');
    writeFileSync(list, `${readFileSync(list, 'latin1').split('\n').slice(0, 5).join('\n')}\n`, 'latin1');
    expect(spawnSync('md5sum', ['-c', '--quiet', list], { cwd: destination }).status).toBe(0);
    for (const id of ['verify-list', 'recheck']) {
      const { code, shown } = await site.run(textOf(plan, id));
      expect(code).toBe(1);
      expect(shown).toMatch(/^5 files in the list, \d+ here/m);
      expect(isPassed(shown)).toBe(false);
    }
  });

  test('an empty folder, and one that is not there', async () => {
    const { plan, destination } = await prepareWhole('gone');
    rmSync(destination, { recursive: true });
    for (const isThere of [false, true]) {
      if (isThere) mkdirSync(destination);
      const { shown } = await site.run(textOf(plan, 'recheck'));
      expect(shown).toMatch(/^\d+ files in the list, 0 here$/m);
      expect(isPassed(shown)).toBe(false);
    }
  });
});

describe('a list is whole', () => {
  test('over a copy that was cut and resumed, in which no file is named twice', async () => {
    const copied = await prepare('resumed');
    writeRandomFile(join(copied.source, 'zz.eer'), 6_000_000);
    const held = site.proxy.holdAfter(5_000_000);
    const running = site.start(textOf(copied.plan, 'copy'));
    await held;
    site.proxy.reset();
    expect((await running.ended).code).not.toBe(0);
    const cut = await copied.check();
    expect(cut).toMatch(/^(?:The last copy was cut off\.|rsync error: .*)$/m);
    expect(isPassed(cut)).toBe(false);
    await copied.copy();
    expect(isPassed(await copied.check())).toBe(true);
    const names = readFileSync(copied.list, 'latin1').split('\n').filter(Boolean);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(copied.files + 1);
  });

  test('where files were changed, added and deleted at the source between two copies', async () => {
    const copied = await prepareWhole('moved-on');
    changeByte(join(copied.source, 'movies', 'movie.eer'), 9);
    writeRandomFile(join(copied.source, 'movies', 'third.eer'), 9_000);
    rmSync(join(copied.source, 'movies', 'other.eer'));
    await copied.copy();
    const shown = await copied.check();
    // The deleted one is here, and in the list of before.
    expect(shown).toContain(
      `${copied.files + 1} files in the list, ${copied.files + 1} here, ${copied.files} at the source`,
    );
    expect(isPassed(shown)).toBe(true);
  });

  test('only after a copy that compares contents, where files came without it', async () => {
    const copied = await prepare('begun-without');
    const plain = site.plan({ ...copied.plan.request, prove: 'compare' });
    await site.run(textOf(plain, 'copy'));
    await copied.copy();
    const shown = await copied.check();
    expect(shown).toMatch(new RegExp(`^0 files in the list, ${String(copied.files)} here`, 'm'));
    expect(isPassed(shown)).toBe(false);
    await copied.cure();
    expect(isPassed(await copied.check())).toBe(true);
  });

  test('only after such a copy, where the log lost what a full disk did not take', async () => {
    const copied = await prepareWhole('garbled');
    const log = `${copied.destination}.rsync.log`;
    // In the middle of a line, so that the next one goes on in it.
    writeFileSync(log, readFileSync(log, 'latin1').replace(/(movies\/oth)er\.eer\n[^]*/, '$1'), 'latin1');
    await copied.copy();
    const shown = await copied.check();
    expect(isPassed(shown), shown).toBe(false);
    await copied.cure();
    expect(isPassed(await copied.check())).toBe(true);
  });

  test('only once there is room, where the disk of the log was full', async () => {
    const copied = await prepare('full');
    const place = dirname(copied.destination);
    const mount = (...words: readonly string[]): void => {
      execFileSync('mount', ['-t', 'tmpfs', ...words]);
    };
    mount('-o', 'size=4k', 'none', place);
    try {
      mkdirSync(copied.destination);
      mount('-o', 'size=20m', 'none', copied.destination);
      try {
        // rsync says nothing of what its log could not take.
        await copied.copy();
        expect(statSync(`${copied.destination}.rsync.log`).size).toBe(4096);
        expect((await site.run(textOf(copied.plan, 'sums'))).shown).toContain('No space left on device');
        expect(isPassed((await site.run(textOf(copied.plan, 'verify-list'))).shown)).toBe(false);
        execFileSync('mount', ['-o', 'remount,size=1m', place]);
        expect(isPassed(await copied.check())).toBe(false);
        await copied.cure();
        expect(isPassed(await copied.check())).toBe(true);
      } finally {
        execFileSync('umount', [copied.destination]);
      }
    } finally {
      execFileSync('umount', [place]);
    }
  });

  test('where what links lead to is brought in their place', async () => {
    const copied = await prepare('links', { links: 'copy' });
    rmSync(join(copied.source, 'link to nothing'));
    await copied.copy();
    const shown = await copied.check();
    expect(shown).toContain(`${copied.files + 1} files in the list, ${copied.files + 1} here`);
    expect(isPassed(shown), shown).toBe(true);
  });

  test('not while the last copy could not reach the server, or could not read all', async () => {
    const copied = await prepareWhole('unreachable');
    site.proxy.forwardTo(undefined);
    try {
      expect((await site.run(textOf(copied.plan, 'copy'))).code).not.toBe(0);
    } finally {
      site.proxy.forwardTo(site.sshd.port);
    }
    const shown = await copied.check();
    expect(shown).toMatch(/^rsync error: .*\nNOT PASSED: /m);
    await copied.copy();
    expect(isPassed(await copied.check())).toBe(true);
  });

  test('with lines of another collection in an old log, only after such a copy', async () => {
    const copied = await prepareWhole('old-log');
    appendFileSync(
      `${copied.destination}.rsync.log`,
      '2026/11/01 09:00:00 [1] d41d8cd98f00b204e9800998ecf8427e old.eer\n',
    );
    await expectNames(copied, 'missing:  ./old.eer');
    await copied.cure();
    expect(isPassed(await copied.check())).toBe(true);
  });
});

test('a receipt says what was copied from where, how much, and what the list is', async () => {
  const { plan, source, destination, list, files } = await prepareWhole('receipt');
  const { code, shown } = await site.run(textOf(plan, 'receipt'));
  expect(code).toBe(0);
  expect(readFileSync(`${destination}.receipt.txt`, 'utf8')).toBe(shown);
  const sum = createHash('sha256').update(readFileSync(list)).digest('hex');
  expect(shown.split('\n')).toEqual([
    `Collection: ${source}`,
    expect.stringMatching(new RegExp(`^Copy: ${destination} on \\S+$`)),
    expect.stringMatching(/^Copied: \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d to \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/),
    expect.stringMatching(new RegExp(`^Files: \\d+ \\(reg: ${String(files)}, dir: \\d+, link: 2\\)$`)),
    expect.stringMatching(/^Size: [\d,]+ bytes, with the paths in links$/),
    'Checked: every file has the MD5 that rsync made of it at its source.',
    'Not checked: links and folders.',
    `List: ${list}`,
    `SHA-256 of the list: ${sum}`,
    expect.stringMatching(/^Programs: rsync {2}version \S+ .*; md5sum \(GNU coreutils\) /),
    expect.stringMatching(/^Written: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    '',
  ]);
  // Beside the destination, and nothing of it inside.
  expect(readdirSync(dirname(destination)).sort()).toEqual([
    'GRID1',
    'GRID1.md5',
    'GRID1.receipt.txt',
    'GRID1.rsync.log',
  ]);
  expect(readTree(destination)).toEqual(readTree(source));
});

test('a list that is there stays where its log is gone', async () => {
  const { plan, destination, list } = await prepareWhole('log-gone');
  const before = readFileSync(list, 'latin1');
  rmSync(`${destination}.rsync.log`);
  expect((await site.run(textOf(plan, 'sums'))).code).not.toBe(0);
  expect(readFileSync(list, 'latin1')).toBe(before);
});

test('four copies at the same time note the checksums too', async () => {
  const copied = await prepare('four', { streams: '4', keys: 'key' });
  for (const id of ['list', 'streams', 'copy', 'lists-end']) {
    const { code, shown } = await site.run(textOf(copied.plan, id));
    expect(code, `${id}: ${shown}`).toBe(0);
  }
  expect(isPassed(await copied.check())).toBe(true);
});

test('two copies at the same time leave a list that is whole', async () => {
  const copied = await prepare('twice');
  const line = textOf(copied.plan, 'copy');
  const both = [site.start(line), site.start(line)];
  for (const { ended } of both) expect((await ended).code).toBe(0);
  expect(isPassed(await copied.check())).toBe(true);
});

test('with a comparison too, both pass', async () => {
  const copied = await prepareWhole('both', { prove: 'both' });
  expect(isPassed((await site.run(textOf(copied.plan, 'verify'))).shown)).toBe(true);
  expect(existsSync(copied.list)).toBe(true);
});
