/** The rules of each method that this site has a form for. Written by `npm run methods` from the facts; not by hand. */
import type { Rules } from '../../generator/method.ts';

// The tables beside them are fetched as files of their own (site/form-files.ts).
export const ruleFiles = import.meta.glob<Rules<never>>(
  '../../generator/methods/{aws,drive,filezilla,globus,onward,petalibrary,rsync,transfer,troubleshooting}/rules.ts',
  { import: 'rules' },
);
