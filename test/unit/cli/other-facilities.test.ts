/** The command line with the facts of other facilities. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const second = join(root, 'test/fixtures/second-facility/facility.yaml');

function run(facts: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const main = join(root, 'src/cli/main.ts');
  return spawnSync(process.execPath, [main, ...args, '--facility', facts], { encoding: 'utf8' });
}

describe('where the facts name several storage servers', () => {
  const asked = ['rsync', '--lab=curie-lab', '--to=/srv/data/GRID1'];
  const there = ['--account=jdoe', '--collection=GRID1', '--storage=spring-house.southlight.example'];

  it('--storage says which one, and the commands and days are its own', () => {
    const { status, stdout, stderr } = run(second, ...asked, ...there, '--collected=2026-11-20');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain("ssh jdoe@spring-house.southlight.example 'du -sh /export/raw/curie-lab/GRID1'");
    expect(stdout).toContain('2026-12-02');
    expect(stdout).not.toContain('cold');
  });

  it('a pasted place says it too', () => {
    const place = '--collection=jdoe@spring-house.southlight.example:/export/raw/curie-lab/GRID1';
    expect(run(second, ...asked, place).stdout).toBe(run(second, ...asked, ...there).stdout);
  });

  it('the manual and the completion list the option and its values; a server that there is not is a problem', () => {
    expect(run(second, 'rsync', '--help').stdout).toContain(
      '  --storage VALUE\n      Storage server. Where your images lie.\n      One of: cold-store.northlight.example, spring-house.southlight.example (the first if left out).\n',
    );
    expect(run(second, 'completion', 'bash').stdout).toContain(
      "    rsync:--storage) offered='cold-store.northlight.example spring-house.southlight.example' ;;",
    );
    expect(run(second, ...asked, ...there, '--storage=elsewhere')).toMatchObject({
      status: 1,
      stderr:
        '--storage: Storage server: “elsewhere” is not one of the choices. Choose one of: cold-store.northlight.example, spring-house.southlight.example.\n',
    });
  });

  it('a script says how it is made again, with the server', () => {
    const { stdout } = run(second, ...asked, ...there, '--script');
    expect(stdout).toContain('#v=1&method=rsync&storage=spring-house.southlight.example&account=jdoe');
  });
});

it('with one storage server there is no such option', () => {
  const { status, stderr } = run(join(root, 'src/facility/facility.yaml'), 'rsync', '--storage=x');
  expect(status).toBe(2);
  expect(stderr).toContain('rsync has no option --storage. It has: --account, ');
});
