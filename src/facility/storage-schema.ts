/** What `facility.yaml` may say of a storage server. */
import { z } from 'zod';
import { absolutePath, days, fingerprints, hostName, isTimeZone, piece, shaped, text } from './fact-values.ts';

export const storage = z.strictObject({
  name: text.describe('What people call the storage server.'),
  host: hostName.describe('The full host name of the storage server, as ssh takes it.'),
  jumpHost: hostName.optional().describe('The host that one must go through from outside. Left out: none is used.'),
  vpn: z
    .enum(['required', 'not required'])
    .optional()
    .describe('Whether the VPN is needed off campus. Left out: pages say to ask the facility.'),
  hostKeyFingerprints: fingerprints
    .optional()
    .describe('The fingerprints ssh shows at first contact. Left out: pages say to ask the facility.'),
  keys: z
    .enum(['accepted', 'not accepted'])
    .optional()
    .describe('Whether it takes ssh keys that users set up themselves. Left out: pages say to ask the facility.'),
  sharedLogin: z
    .enum(['allowed', 'not allowed'])
    .optional()
    .describe(
      'Whether several commands may share one login (ssh ControlMaster). Left out: plans say to ask the facility.',
    ),
  interim: z
    .strictObject({
      path: absolutePath.describe('The folder that holds the lab folders. Absolute, no slash at the end.'),
      keepDays: days.describe('How many days an image is kept before it is deleted. Unit: days.'),
      keepDaysBy: z
        .record(text, days)
        .optional()
        .describe('The same for those who get their data by one method, by its id, where it differs. Unit: days.'),
      cleanUpHour: z
        .int('must be a whole hour')
        .min(0, 'must be 0 to 23')
        .max(23, 'must be 0 to 23')
        .describe('The hour of the day at which old images are deleted. Unit: hours, 0 to 23.'),
      protected: text
        .optional()
        .describe('What is never deleted, as a noun: "the folders of the staff". Left out: nothing is said of it.'),
      timeZone: text
        .refine(isTimeZone, 'must be a name of the tz database, such as America/Denver')
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
  sftp: z
    .strictObject({
      host: hostName.optional().describe('The host that takes SFTP. Left out: the storage server itself.'),
      hostKeyFingerprints: fingerprints
        .optional()
        .describe('The fingerprints of that host. Left out: pages say to ask the facility.'),
      port: z
        .int('must be a whole number')
        .min(1, 'must be 1 to 65535')
        .max(65_535, 'must be 1 to 65535')
        .optional()
        .describe('The port of that host. Left out: 22, that of ssh.'),
      path: shaped(
        new RegExp(`^(?:/|(?:/${piece})+)$`, 'u'),
        'must be an absolute path such as /raw, without “..”, or / alone',
      ).describe('The folder that holds the lab folders, as it is seen by SFTP. Absolute, no slash at the end.'),
    })
    .optional()
    .describe(
      'How the images are reached over SFTP, for the ways "sftp", whose users may use SFTP alone, and "filezilla": without a jump host. Left out: the way "filezilla" tries the storage server, and says to ask the facility first.',
    ),
  checksumLists: z
    .enum(['left by staff', 'not left'])
    .optional()
    .describe(
      'Whether staff leave a list of checksums beside each collection, called COLLECTION.md5, made by the command that the way "transfer" prints. Left out: nobody is said to leave one.',
    ),
  ways: z
    .array(text)
    .min(1, 'must list at least one way, or be left out')
    .optional()
    .describe('The ways of getting data that bring images from this server, by their ids. Left out: all of them.'),
});
