import type { AstroIntegration, ViteUserConfig } from 'astro';

/** Stands for one file with the scripts of all components. */
const allScripts = 'virtual:all-scripts';

/**
 * Astro gives the script of each component a file of its own: a dozen requests of a few hundred bytes. In a built site
 * one file has them all, and each component's own is empty, for which Astro writes no tag. A script must therefore do
 * nothing where its component is not.
 */
export function singleScript(): AstroIntegration {
  return {
    name: 'single-script',
    hooks: {
      'astro:config:setup': ({ command, injectScript, updateConfig }) => {
        if (command !== 'build') return;
        injectScript('page', `import '${allScripts}';`);
        updateConfig({
          vite: {
            // Whatever is empty: Astro then takes it into the page.
            build: { assetsInlineLimit: (_: string, content: Buffer) => content.length === 0 },
            plugins: [joinScripts()],
          },
        });
      },
    },
  };
}

function joinScripts(): NonNullable<ViteUserConfig['plugins']>[number] {
  let scripts: string[] = [];
  return {
    name: 'single-script',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    configEnvironment(name) {
      if (name !== 'client') return undefined;
      // What a page runs in any case stays in its own file, from which others import it; and no file has a list of
      // those to fetch ahead.
      return { build: { modulePreload: false, rolldownOptions: { preserveEntrySignatures: 'allow-extension' } } };
    },
    buildStart({ input }) {
      if (Array.isArray(input)) scripts = input.filter((id) => id.includes('?astro&type=script'));
    },
    resolveId(id) {
      if (id === allScripts) return `\0${id}`;
      // The package says that its modules only export: these do things.
      return scripts.some((script) => wholeOf(script) === id) ? { id, moduleSideEffects: true } : undefined;
    },
    load(id) {
      if (id !== `\0${allScripts}`) return undefined;
      return inOrder(scripts)
        .map((script) => `import ${JSON.stringify(wholeOf(script))};`)
        .join('');
    },
    transform: {
      order: 'post',
      handler(_, id) {
        if (scripts.includes(id)) return '';
        // What would fetch those of the list: Vite puts it around each import all the same.
        return id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined;
      },
    },
  };
}

/** Ours first: where a browser forbids storage, one of Starlight's throws, and ends all that follow it. */
function inOrder(scripts: readonly string[]): string[] {
  const isOurs = (script: string): boolean => !script.includes('/node_modules/');
  return [...scripts.filter(isOurs), ...scripts.filter((script) => !isOurs(script))];
}

/** The same script under another name, which stays as it is. */
function wholeOf(script: string): string {
  return script.replace('&type=script', '&type=script&whole');
}
