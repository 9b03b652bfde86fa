/** What the tables of several methods share about Globus. */
import type { WordRow } from '../../command/argv.ts';

/** The File Manager of Globus's web app. The address is Globus's own, the same for all its users. */
export const fileManager = 'https://app.globus.org/file-manager';

export const globusRow = ['utility', 'globus', 'The Globus CLI.', 'Globus CLI 3.42'] as const satisfies WordRow;
