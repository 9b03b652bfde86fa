/** The package as others get it: packed once, installed once into an empty project, and used from there. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { ModuleKind } from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFacility } from '../../src/facility/load.ts';
import { formatAction, formatLocalDay } from '../../src/generator/index.ts';
import { planOf } from '../rigs/plans.ts';

const root = join(import.meta.dirname, '../..');
const { name, version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
const tools = join(root, 'node_modules/.bin');

/** The Node that runs the tests, and the system's: the first in PATH that is not a dependency of ours. */
const nodes = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)]
  .filter((folder, index) => existsSync(join(folder, 'node')) && (index === 0 || !folder.includes('node_modules')))
  .slice(0, 2)
  .map((folder) => ({
    folder,
    version: execFileSync(join(folder, 'node'), ['--version'], { encoding: 'utf8' }).trim(),
  }));

let folder: string;
let tarball: string;
let project: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  // Packed from a copy: packing writes files, and the other tests look at the ones here.
  const copy = join(folder, 'copy');
  for (const name of [
    'src',
    'scripts',
    'package.json',
    'tsconfig.json',
    'tsconfig.package.json',
    'README.md',
    'LICENSE',
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: copy,
    encoding: 'utf8',
  });
  tarball = join(folder, packed.trim());

  project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(project, 'consumer.ts'), readExample());
  // All that this program, and the types of zod, take from a platform: no types of Node or of the DOM are needed.
  writeFileSync(
    join(project, 'platform.d.ts'),
    "interface URL {}\ndeclare const console: Record<'log' | 'error', (...data: unknown[]) => void>;\n",
  );
  execFileSync('npm', ['install', '--silent', '--prefer-offline', tarball], { cwd: project, stdio: 'pipe' });
  // It compiles, and installs over a network.
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The program that the README shows. */
function readExample(): string {
  const [, example = ''] = /```ts\n(import .*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  return example;
}

const asked = { account: 'jdoe', lab: 'curie-lab', collection: 'GRID1', destination: '/srv/data/GRID1' };

/** The steps of the same plan, from the sources. */
function listSteps(): { title: string; text: string }[] {
  const facility = loadFacility();
  const today = formatLocalDay(new Date(), facility.storage.interim.timeZone);
  return planOf(facility, { method: 'rsync', ...asked }, today).steps.map(({ title, action }) => ({
    title,
    text: formatAction(action),
  }));
}

/** Bundles a program of the project, as for a browser. */
async function bundle(program: string): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: project },
    bundle: true,
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    // Node's own modules are not there: an import of one stops the bundler.
    platform: 'browser',
    logLevel: 'silent',
  });
  return { text: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}

describe('the package', () => {
  it('has nothing in it that publint would change', async () => {
    const { messages } = await publint({
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it('has types that are right wherever modules are: “Are the types wrong?” finds nothing', async () => {
    const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
    if (!checked.types) throw new Error('The package has no types.');
    const { problems, entrypoints, programInfo } = checked;
    // Neither can load a module: Node 10, and require().
    const isOfModules = (kind: string): boolean => kind !== 'node10' && kind !== 'node16-cjs';
    expect(problems.filter((problem) => !('resolutionKind' in problem) || isOfModules(problem.resolutionKind))).toEqual(
      [],
    );
    const kinds = ['.', './facility'].map((path) => {
      const { fileName = '' } = entrypoints[path]?.resolutions['node16-esm'].resolution ?? {};
      return [fileName, programInfo.node16.moduleKinds?.[fileName]?.detectedKind];
    });
    const at = `/node_modules/${name}/lib`;
    expect(kinds).toEqual([
      [`${at}/generator/index.d.ts`, ModuleKind.ESNext],
      [`${at}/facility/load.d.ts`, ModuleKind.ESNext],
    ]);
  });

  it('has the built files, the facts, and what npm adds; no source and no test', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
    const own = files.filter((file) => !/^package\/lib\/.*\.(js|d\.ts)$/.test(file));
    expect(own.sort()).toEqual(
      ['LICENSE', 'README.md', 'lib/facility/facility.yaml', 'package.json'].map((file) => `package/${file}`),
    );
  });

  it('has a name and a version that the README uses as they are', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(basename(tarball)).toBe(`${name}-${version}.tgz`);
    expect(readme).toContain(`npm install ./${basename(tarball)}\n`);
  });

  it('has no code of others in it: npm installs each dependency beside it, with its licence', () => {
    const scripts = globSync('lib/**/*.js', { cwd: join(project, 'node_modules', name) });
    const imported = scripts.flatMap((file) => {
      const text = readFileSync(join(project, 'node_modules', name, file), 'utf8');
      return [...text.matchAll(/(?:^(?:import|export) .*from |\bimport\()'([@\w][^']*)'/gm)].map(
        ([, source = '']) => source,
      );
    });
    const others = [...new Set(imported)].filter((source) => !source.startsWith('node:')).sort();
    expect(others).toEqual(Object.keys(dependencies).sort());
    for (const other of others) {
      const files = globSync('{LICENSE,LICENCE,license}*', { cwd: join(project, 'node_modules', other) });
      expect(files, other).toHaveLength(1);
    }
  });

  it('type-checks in an empty project, in the words of the README, with its own types looked into', () => {
    const strict = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--module', 'nodenext', '--lib', 'es2023'];
    const { status, stdout } = spawnSync(join(tools, 'tsc'), [...strict, 'platform.d.ts', 'consumer.ts'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  });
});

describe('a bundle', () => {
  it('of a plan has the generator alone in it, within its budget', async () => {
    const { text, inputs } = await bundle(`import { planTransfer } from '${name}'; console.log(planTransfer);`);
    const foreign = inputs.filter(
      (file) => file !== '<stdin>' && !file.includes(`node_modules/${name}/lib/generator/`),
    );
    expect(foreign).toEqual([]);
    // Commands and sentences of all methods are most of it, the texts of errors a fifth.
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(160_000);
  });

  it('has only what is used', async () => {
    const { text } = await bundle(`import { quoteWord } from '${name}'; console.log(quoteWord('a b'));`);
    expect(text.length).toBeLessThan(1000);
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' })).toBe("'a b'\n");
  });
});

it('is tried with two Nodes: that of the tests, and the one that the system has', () => {
  expect(nodes).toHaveLength(2);
});

describe.each(nodes)('with Node $version', ({ folder: nodeFolder }) => {
  const env = { ...process.env, PATH: [nodeFolder, process.env.PATH].join(delimiter) };

  it('the module gives the same plan as its sources', () => {
    // What type-checked above, without its types: it has none of its own.
    const program = readExample();
    const stdout = execFileSync(join(nodeFolder, 'node'), ['--input-type=module', '-e', program], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(stdout).toBe(
      listSteps()
        .map(({ title, text }) => `${title}: ${text}\n`)
        .join(''),
    );
  });

  it('the command line runs by its name, and prints the same commands', () => {
    const options = ['--account=jdoe', '--lab=curie-lab', '--collection=GRID1', '--to=/srv/data/GRID1', '--json'];
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', name, 'rsync', ...options], {
      cwd: project,
      env,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    const { steps } = JSON.parse(stdout) as { steps: { text: string }[] };
    expect(steps.map(({ text }) => text)).toEqual(listSteps().map(({ text }) => text));
  });
});
