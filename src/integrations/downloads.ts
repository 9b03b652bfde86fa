/**
 * Which file of the built site a module goes into. What every page runs is one file, `page`; what makes commands live
 * another, `commands`; what only one thing uses, such as the rules of a method, goes with that. The folder of a module
 * says it, `form/always`, `live` or `on-demand`; that of others follows from who imports them.
 */

/** What the bundler knows of a module. */
interface ModuleInfo {
  readonly isEntry: boolean;
  /** Those that import it by `import … from`, and those by `import(…)`. */
  readonly importers: readonly string[];
  readonly dynamicImporters: readonly string[];
}

/** What the bundler tells: of every module, once all are read. */
interface Bundle {
  getModuleInfo(id: string): ModuleInfo | null;
}

const isLive = (id: string): boolean => id.includes('/src/form/live/');
const isAsked = (id: string): boolean => /\/src\/(?:form\/on-demand|overrides\/search)\//.test(id);
const isGenerator = (id: string): boolean => id.includes('/src/generator/');

/**
 * The file for a module of ours that several need; nothing where it goes with what imports it. Throws for one that its
 * folder does not allow there.
 */
export function nameDownload(id: string, bundle: Bundle): 'commands' | null {
  if (!/\/src\/[^?]*\.ts$/.test(id) || id.includes('/node_modules/')) return null;
  const users = listUsers(id, bundle);
  if (users.some((user) => bundle.getModuleInfo(user)?.isEntry)) {
    if (isLive(id) || isAsked(id)) throw new Error(`${id} would be fetched by every page. Fetch it by import() there.`);
    return null;
  }
  // What several methods share is fetched with what they all need: one file is fewer requests, and is packed better.
  const methods = users.filter((user) => isGenerator(user) && bundle.getModuleInfo(user)?.dynamicImporters.length);
  return users.some(isLive) || methods.length > 1 ? 'commands' : null;
}

/** The module, and all that import it, directly or not, and are fetched with it. */
function listUsers(id: string, bundle: Bundle): string[] {
  const users = new Set([id]);
  // The set grows while it is walked.
  for (const user of users) for (const importer of bundle.getModuleInfo(user)?.importers ?? []) users.add(importer);
  return [...users];
}

/**
 * The name of a script: what is fetched when it is used is in a folder of its own, for the budgets, with what of the
 * generator several such scripts share; a method's rules have its id.
 */
export function nameScript({ moduleIds }: { readonly moduleIds: readonly string[] }): string {
  const method = moduleIds.flatMap((id) => /\/methods\/([a-z]+)\/rules\.ts$/.exec(id)?.[1] ?? [])[0];
  const isLater = moduleIds.some(isAsked) || (!method && moduleIds.every(isGenerator));
  return `_astro/${isLater ? 'on-demand/' : ''}${method ?? '[name]'}.[hash].js`;
}
