/** What the tables of several methods share about Globus. */

/** The File Manager of Globus's web app. The address is Globus's own, the same for all its users. */
export const fileManager = 'https://app.globus.org/file-manager';
