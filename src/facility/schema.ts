/**
 * What `facility.yaml` may say. The descriptions are the manual that staff read in their editor
 * (`npm run facility:schema` writes them into the JSON Schema).
 */
import { z } from 'zod';
import {
  absolutePath,
  fingerprints,
  folderName,
  hostName,
  option,
  pathWith,
  piece,
  placeUrl,
  previewEnding,
  shaped,
  slurmName,
  speed,
  text,
  url,
  userName,
} from './fact-values.ts';
import { storage } from './storage-schema.ts';

const method = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z]+$/, 'must be small letters, a to z')
      .describe('The name of the method in code, links and the CLI: that of its folder in src/generator/methods.'),
    title: text.describe('What the method is called on the pages.'),
    standing: z
      .enum(['preferred', 'available', 'being set up', 'unconfirmed', 'discouraged'])
      .describe('What the facility thinks of the method; "unconfirmed": nobody has said whether it works there.'),
    summary: text.describe('What happens, in a sentence or two.'),
    needs: text.describe('What a person must have first, in a sentence.'),
    goesTo: text.describe('Where the data land.'),
    openTo: text.describe('Who can use it.'),
    work: text.describe('Who does the work.'),
    speed: text.optional().describe('How fast it is. Left out: the table says that nobody has measured it.'),
    setUp: z
      .array(
        z.strictObject({
          who: text.describe('Who does it.'),
          what: text.describe('What is to be done or to be had, in a sentence.'),
        }),
      )
      .min(1, 'must list at least one thing')
      .describe('What must be ready before the first transfer, in order: the checklist of the guide.'),
  })
  .describe('A way of getting data.');

export const facilitySchema = z
  .strictObject({
    name: text.describe('The short name of the facility. Also begins the names of screen sessions.'),
    description: text.describe('One line that says what the facility is.'),
    site: placeUrl
      .optional()
      .describe(
        'The address of this site, such as https://data.example.edu/ or, in a folder, https://www.example.edu/data/. Left out: it works at the top of a host, and scripts name a command line instead.',
      ),
    editLink: url
      .optional()
      .describe(
        'The address before "src/content/…" where a page can be edited in a browser, such as https://github.com/OWNER/REPOSITORY/edit/main/. Left out: pages have no link to edit them.',
      ),
    guide: url.optional().describe("The facility's general user guide. Must begin with https://."),
    contact: z
      .strictObject({
        role: text.describe('Whom to ask, as a noun: "the facility manager".'),
        email: z
          .email('must be an e-mail address')
          .optional()
          .describe('Where to write. Left out: no address is shown.'),
        page: url.optional().describe('A page that says how to reach the facility. Left out: no link is shown.'),
      })
      .describe('How to reach the facility.'),
    storage: storage.describe(
      'The storage server, where images land. Where there are several, the one that most people use.',
    ),
    otherStorage: z
      .array(storage)
      .min(1, 'must list at least one storage server, or be left out')
      .optional()
      .describe(
        'Further storage servers, each with facts of its own. Forms then ask which one. Left out: there is one.',
      ),
    microscopes: z
      .strictObject({
        leastGBPerHour: speed.describe('At least. Unit: GB an hour.'),
        mostGBPerHour: speed.describe('At most. Unit: GB an hour.'),
      })
      .refine(
        ({ leastGBPerHour, mostGBPerHour }) => leastGBPerHour <= mostGBPerHour,
        'must have a least that is not above its most',
      )
      .optional()
      .describe('How much the microscopes write in an hour. Left out: sizes are asked for, not hours.'),
    previews: z
      .array(previewEnding)
      .min(1, 'must list at least one ending, or be left out')
      .optional()
      .describe(
        'The endings of files that are previews only, such as jpg: copies may leave them out. Left out: people name them.',
      ),
    petalibrary: z
      .strictObject({
        depositFolder: folderName.describe("The folder in a lab's allocation that the facility pushes to."),
        depositPath: pathWith('allocation')
          .refine((path) => path.includes('{allocation}'), 'must have {allocation} in it')
          .describe('The absolute path of that folder; {allocation} stands for the name of the allocation.'),
        depositOwner: userName.describe('The account that owns that folder.'),
        depositMode: z
          .string()
          .regex(/^2[0-7]{3}$/, 'must be four octal digits in quotes, the first a 2, such as "2770"')
          .describe('The mode of that folder, four octal digits in quotes. The first is 2: set-group-ID.'),
        requestForm: url.describe('Where the owner of an allocation asks for the folder.'),
        operator: text.describe('Who runs it.'),
        documentation: url
          .optional()
          .describe('Its own page about this folder. Left out: the request says that there is one.'),
        recommendedSize: text
          .optional()
          .describe('How large an allocation should be. Left out: nothing is recommended.'),
        usageFile: folderName
          .optional()
          .describe('The file in an allocation that says how full it is. Left out: the plan does not look.'),
        loginHost: hostName.describe('The host to log in to, to look at an allocation.'),
        loginFingerprints: fingerprints
          .optional()
          .describe('The fingerprints that ssh shows of the login host. Left out: the plan says to ask its operator.'),
        transferHost: hostName.describe('The data transfer node, which copies run through.'),
        transferFingerprints: fingerprints
          .optional()
          .describe('The fingerprints of the data transfer node. Left out: the plan says to ask its operator.'),
        keyRegistry: url
          .optional()
          .describe(
            'Where users register the key that the data transfer node takes in place of a password. Left out: nothing is said of keys there.',
          ),
        mountPath: pathWith('lab')
          .optional()
          .describe('Where the folder of a lab is mounted on the storage server; {lab} stands for the lab folder.'),
        motionCorrection: url
          .optional()
          .describe('The guide to motion correction while images arrive. Left out: no link is shown.'),
      })
      .optional()
      .describe('PetaLibrary, where labs keep their data.'),
    cluster: z
      .strictObject({
        name: text.describe('What it is called.'),
        partition: slurmName
          .optional()
          .describe('The partition for transfers. Left out: the plan says to ask for one.'),
        qos: slurmName.optional().describe('The quality of service that this partition wants. Left out: none.'),
        reachesStorage: z
          .boolean()
          .optional()
          .describe('Whether its computers reach the storage server. Left out: the plan says to ask.'),
      })
      .optional()
      .describe('The cluster with Slurm that most users have, for copies that are batch jobs.'),
    globus: z
      .strictObject({
        clientPath: absolutePath.describe('Globus Connect Personal on the storage server. Absolute.'),
        session: z
          .string()
          .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'must be letters, digits, “_”, “.” and “-”, and not begin with “-”')
          .describe('The screen session that the Globus client runs in.'),
        collectionName: text.describe('The Globus collection that guest collections are made from.'),
        collectionId: z.uuid('must be a UUID').optional().describe('Its id. Left out: no direct link is shown.'),
      })
      .optional()
      .describe('Globus.'),
    bucket: z
      .strictObject({
        endpoint: placeUrl
          .refine((address) => !address.endsWith('/'), 'must have no slash at its end')
          .describe(
            'The address of the S3-compatible server, without the bucket, as aws takes it with --endpoint-url.',
          ),
        name: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be 3 to 63 small letters, digits, dots and dashes')
          .describe('The name of the bucket.'),
        prefix: shaped(
          /^(?!\/)(?!.*\/$)(?=.*\{collection\})(?!.*(?:^|\/)\.{0,2}\/)(?:[^{}\p{Cc}]|\{lab\}|\{collection\})*$/u,
          'must have {collection} in it, no other placeholder than {lab}, no “..”, and no slash at its ends',
        ).describe(
          'Where a collection is in the bucket; {lab} and {collection} stand for their names. Without a slash at its ends.',
        ),
        region: z
          .string()
          .regex(/^[a-z0-9-]+$/, 'must be small letters, digits and dashes')
          .optional()
          .describe('The region that the server wants to be told. Left out: none is given.'),
        keysFrom: text.describe('Who gives users the key that may read the bucket, as a noun: "the data desk".'),
      })
      .optional()
      .describe('The S3-compatible bucket in which the facility keeps collections, for the way "bucket".'),
    transfer: z
      .strictObject({
        command: shaped(
          new RegExp(`^(?:[A-Za-z0-9_][\\w.+-]*|(?:/${piece})+)$`, 'u'),
          'must be the name of a program or its absolute path, without options',
        ).describe('The command on the storage server that staff start.'),
        options: z
          .strictObject({
            source: option.describe('The folder on the camera.'),
            interim: option.describe('The lab folder.'),
            petalibrary: option.describe('Also pushes to PetaLibrary; takes the lab.'),
            aws: option.describe('Also pushes to a bucket; takes the outside group.'),
            globus: option.describe('Also stages a copy to be shared through Globus; takes the outside group.'),
            email: option.describe('Writes to this address.'),
          })
          .superRefine((options, context) => {
            const letters = Object.entries(options);
            for (const [index, [name, letter]] of letters.entries()) {
              if (letters.findIndex(([, other]) => other === letter) < index)
                context.addIssue({ code: 'custom', path: [name], message: 'must be another option', input: letter });
            }
          })
          .describe('The options of the command, each a dash and a letter.'),
        outsideLab: folderName.describe('What stands in place of a lab folder for users from outside.'),
        idleHours: z
          .int('must be a whole number of hours')
          .min(1, 'must be at least 1 hour')
          .max(8760, 'must be at most 8760 hours')
          .describe('After how long without new images it ends. Unit: hours.'),
        globusFolder: absolutePath.describe('The folder that copies for Globus are staged in. Absolute.'),
      })
      .optional()
      .describe("The facility's own script that sends images on as they come off the camera."),
    methods: z
      .array(method)
      .min(1, 'must list at least one method')
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must not list a method twice')
      .describe('The ways of getting data, best first.'),
  })
  .superRefine(({ storage, otherStorage = [], methods }, context) => {
    const refuse = (path: PropertyKey[], message: string, input: unknown): void => {
      context.addIssue({ code: 'custom', path, message, input });
    };
    const ids = methods.map(({ id }) => id);
    const servers = [storage, ...otherStorage];
    for (const [index, { host, name, sftp, ways, interim }] of servers.entries()) {
      const place = index === 0 ? ['storage'] : ['otherStorage', index - 1];
      const earlier = servers.slice(0, index);
      if (earlier.some((other) => other.host === host)) refuse([...place, 'host'], 'must be another host', host);
      if (earlier.some((other) => other.name === name)) refuse([...place, 'name'], 'must be another name', name);
      if (!sftp && ids.includes('sftp') && (!ways || ways.includes('sftp')))
        refuse([...place, 'name'], 'must be followed by "sftp", or by a list of "ways" without it', name);
      for (const [id, days] of Object.entries(interim.keepDaysBy ?? {})) {
        const oneOf = `must stand behind the id of a way, one of: ${ids.join(', ')}`;
        if (!ids.includes(id)) refuse([...place, 'interim', 'keepDaysBy', id], oneOf, days);
      }
      for (const [at, way] of (ways ?? []).entries()) {
        if (!ids.includes(way)) refuse([...place, 'ways', at], `must be one of: ${ids.join(', ')}`, way);
      }
    }
    for (const [index, id] of ids.entries()) {
      if (servers.some(({ ways }) => !ways || ways.includes(id))) continue;
      refuse(
        ['methods', index, 'id'],
        'must stand in the "ways" of a storage server, as all of them have such a list',
        id,
      );
    }
  })
  .describe('Every fact about the facility.');

/** Everything true of this facility, as `facility.yaml` states it. */
export type Facility = z.infer<typeof facilitySchema>;
