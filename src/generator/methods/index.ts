/** Every method by its id. Written by `npm run methods` from the files beside it; not by hand. */
import * as aws from './aws.ts';
import * as bucket from './bucket.ts';
import * as drive from './drive.ts';
import * as globus from './globus.ts';
import * as petalibrary from './petalibrary.ts';
import * as rsync from './rsync.ts';
import * as transfer from './transfer.ts';
import * as troubleshooting from './troubleshooting.ts';

export const methods = { aws, bucket, drive, globus, petalibrary, rsync, transfer, troubleshooting };
