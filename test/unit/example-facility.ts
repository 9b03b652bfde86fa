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
  methods: [
    {
      id: 'rsync',
      title: 'Copy',
      standing: 'available',
      summary: 'Your server pulls the data.',
      needs: 'An account.',
    },
  ],
};
