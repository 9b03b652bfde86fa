/** The commands of steps whose screens are not recorded, and why. */
export const notRecorded: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  petalibrary: {
    room: 'Research Computing writes the file: no copy of it is published.',
  },
};
