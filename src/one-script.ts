import type { AstroIntegration } from 'astro';

/** Stands for one file with the scripts of all components. */
const allScripts = 'virtual:all-scripts';

/**
 * Astro gives the script of each component a file of its own: a dozen requests of a few hundred bytes. In a built site one file has them all,
 * and each component's own is empty, for which Astro writes no tag. A script must therefore do nothing where its component is not.
 */
export function oneScript(): AstroIntegration {
  let scripts: string[] = [];
  return {
    name: 'one-script',
    hooks: {
      'astro:config:setup': ({ command, injectScript, updateConfig }) => {
        if (command !== 'build') return;
        injectScript('page', `import '${allScripts}';`);
        updateConfig({
          vite: {
            // Whatever is empty: Astro then takes it into the page.
            build: { assetsInlineLimit: (_: string, content: Buffer) => content.length === 0 },
            plugins: [
              {
                name: 'one-script',
                enforce: 'pre',
                applyToEnvironment: ({ name }) => name === 'client',
                buildStart({ input }) {
                  if (Array.isArray(input)) scripts = input.filter((id) => id.includes('?astro&type=script'));
                },
                resolveId(id) {
                  if (id === allScripts) return `\0${id}`;
                  // The package says that its modules only export: these do things.
                  return scripts.some((script) => wholeOf(script) === id) ? { id, moduleSideEffects: true } : undefined;
                },
                load: (id) =>
                  id === `\0${allScripts}`
                    ? scripts.map((script) => `import ${JSON.stringify(wholeOf(script))};`).join('')
                    : undefined,
                transform: { order: 'post', handler: (_, id) => (scripts.includes(id) ? '' : undefined) },
              },
            ],
          },
        });
      },
    },
  };
}

/** The same script under another name, which stays as it is. */
function wholeOf(script: string): string {
  return script.replace('&type=script', '&type=script&whole');
}
