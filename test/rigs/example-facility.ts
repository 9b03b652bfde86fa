import type { Facility } from '../../src/facility/schema.ts';

/** A facility that is not ours: what is expected here stays true when our facts change. */
export const exampleFacility: Facility = {
  name: 'Example EM',
  description: 'A facility for tests',
  contact: { role: 'the manager' },
  storage: {
    name: 'storage',
    host: 'storage.example.edu',
    interim: { path: '/data/images', keepDays: 10, cleanUpHour: 5 },
    accounts: { grantedBy: 'The manager', outsideUsers: false },
  },
  globus: {
    clientPath: '/opt/globus/globusconnectpersonal',
    session: 'globus',
    collectionName: 'Example Storage',
  },
  methods: [
    {
      id: 'rsync',
      title: 'Copy',
      standing: 'available',
      summary: 'Your server pulls the data.',
      needs: 'An account.',
      goesTo: 'Your server',
      openTo: 'Those with an account',
      work: 'You.',
      setUp: [{ who: 'You', what: 'An account.' }],
    },
  ],
};

/** A bucket for those tests whose facility has one. */
export const exampleBucket: NonNullable<Facility['bucket']> = {
  endpoint: 'https://s3.example.edu:9000',
  name: 'cryo-raw',
  prefix: 'sessions/{lab}/{collection}',
  keysFrom: 'the desk',
};

/** The door to the storage server for those tests whose users have SFTP alone. */
export const exampleSftp: NonNullable<Facility['storage']['sftp']> = { path: '/raw data' };

/** A PetaLibrary for those tests whose facility has one. */
export const exampleLibrary: NonNullable<Facility['petalibrary']> = {
  depositFolder: 'deposit',
  depositPath: '/pool/{allocation}/deposit',
  depositOwner: 'robot',
  depositMode: '2770',
  requestForm: 'https://help.example.edu/form',
  operator: 'Research Storage',
  loginHost: 'login.example.edu',
  transferHost: 'dtn.example.edu',
};
