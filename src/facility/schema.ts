/**
 * What `facility.yaml` may say. The descriptions are the manual that staff read in their editor
 * (`npm run facility:schema` writes them into the JSON Schema).
 */
import { z } from 'zod';

const text = z.string().trim().min(1, 'must not be empty');

const hostName = z
  .string()
  .regex(
    /^(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/,
    'must be a host name such as storage.example.edu, without user name, port or path',
  );

const absolutePath = z
  .string()
  .regex(/^(\/[^/\p{Cc}]+)+$/u, 'must be an absolute path such as /data/images, without a slash at the end');

const url = z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' });

const storage = z.strictObject({
  name: text.describe('What people call the storage server.'),
  host: hostName.describe('The full host name of the storage server, as ssh takes it.'),
  vpn: z
    .enum(['required', 'not required'])
    .optional()
    .describe('Whether the VPN is needed off campus. Left out: pages say to ask the facility.'),
  hostKeyFingerprints: z
    .array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must look like SHA256:… as ssh prints it'))
    .min(1, 'must list at least one fingerprint, or be left out')
    .optional()
    .describe('The fingerprints ssh shows at first contact. Left out: pages say to ask the facility.'),
  interim: z
    .strictObject({
      path: absolutePath.describe('The folder that holds the lab folders. Absolute, no slash at the end.'),
      keepDays: z
        .int('must be a whole number of days')
        .positive('must be at least 1 day')
        .describe('How many days an image is kept before it is deleted. Unit: days.'),
      cleanUpHour: z
        .int('must be a whole hour')
        .min(0, 'must be 0 to 23')
        .max(23, 'must be 0 to 23')
        .describe('The hour of the day at which old images are deleted. Unit: hours, 0 to 23.'),
      timeZone: text
        .optional()
        .describe('The time zone of that hour, as the tz database names it, e.g. America/Denver.'),
    })
    .describe('Where images wait to be collected.'),
  accounts: z
    .strictObject({
      grantedBy: text.describe('Who gives accounts on the storage server.'),
      outsideUsers: z.boolean().describe('Whether users from outside the institution can have one.'),
    })
    .describe('Who may log in to the storage server.'),
});

const method = z.strictObject({
  id: z
    .enum(['petalibrary', 'globus', 'aws', 'rsync', 'drive'])
    .describe('The name of the method in code, links and the CLI.'),
  title: text.describe('What the method is called on the pages.'),
  standing: z
    .enum(['preferred', 'available', 'being set up', 'discouraged'])
    .describe('What the facility thinks of the method.'),
  summary: text.describe('What happens, in a sentence or two.'),
  needs: text.describe('What a person must have first, in a sentence.'),
});

export const facilitySchema = z
  .strictObject({
    name: text.describe('The short name of the facility. Also begins the names of screen sessions.'),
    description: text.describe('One line that says what the facility is.'),
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
    storage: storage.describe('The storage server, where images land.'),
    petalibrary: z
      .strictObject({
        depositFolder: text.describe("The folder in a lab's allocation that the facility pushes to."),
        depositPath: text.describe(
          'The absolute path of that folder; {allocation} stands for the name of the allocation.',
        ),
        depositOwner: text.describe('The account that owns that folder.'),
        depositMode: z
          .string()
          .regex(/^[0-7]{4}$/, 'must be four octal digits in quotes, such as "2770"')
          .describe('The mode of that folder, four octal digits in quotes.'),
        requestForm: url.describe('Where the owner of an allocation asks for the folder.'),
      })
      .optional()
      .describe('PetaLibrary, the storage of CU Research Computing.'),
    globus: z
      .strictObject({
        clientPath: absolutePath.describe('Globus Connect Personal on the storage server. Absolute.'),
        session: text.describe('The screen session that the Globus client runs in.'),
        collectionName: text.describe('The Globus collection that guest collections are made from.'),
        collectionId: z.uuid('must be a UUID').optional().describe('Its id. Left out: no direct link is shown.'),
      })
      .optional()
      .describe('Globus.'),
    methods: z
      .array(method)
      .min(1, 'must list at least one method')
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must not list a method twice')
      .describe('The ways of getting data, best first.'),
  })
  .describe('Every fact about the facility.');

/** Everything true of this facility, as `facility.yaml` states it. */
export type Facility = z.infer<typeof facilitySchema>;
