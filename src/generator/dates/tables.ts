/** Sentences and speeds: when images are deleted, and how long a transfer takes. */

/**
 * What is added about the last images. The reminder has it too: inside another table, it would bring that whole table
 * into the script of every form.
 */
export const laterText = ' The last ones, of {lastWrittenOn}, on or after {lastDeletedFrom}.';

/** The sentences about deletion. They say "on or after", never a day on which images are surely still there. */
export const deletionTables = {
  always:
    'Images are kept for {keepDays} days: those written today are deleted after that many days, older ones sooner.',
  unknown:
    'Images are kept for {keepDays} days: those written today, {writtenOn}, are deleted on or after {deletedFrom}, older ones sooner.',
  ahead:
    'The first images, of {writtenOn}, are deleted on or after {deletedFrom}, from {hour}: in {days}.{last} Be done, and verified, by the end of {doneBy}.',
  soon: 'Soon: the first images, of {writtenOn}, are deleted on or after {deletedFrom}, from {hour}: in {days}.{last} Copy today. If you cannot be done by the end of {doneBy}, ask {manager} for more time now.',
  future:
    'The first day, {writtenOn}, is more than a year ahead: look at the year again. Images are kept for {keepDays} days.',
  overdue:
    'Overdue: the first images, of {writtenOn}, may be deleted since {deletedFrom}.{last} Copy now what is still there, the oldest images first, and tell {manager} today that you need the rest.',
  gone: 'Overdue: all images, of {writtenOn} to {lastWrittenOn}, may be deleted since {lastDeletedFrom}. Look now whether the collection is still there; copy what is, and ask {manager} today.',
  later: laterText,
  protected: ' Not deleted: {protected}.',
  hour: '{hour}:00 at the facility',
  zone: '{hour}:00 {zone}',
  day: '1 day',
  days: '{days} days',
} as const;

/** A least and a most. */
export type Range = readonly [low: number, high: number];

/** How fast a method is, beside the network. Speeds are in MB/s: a million bytes a second. */
export interface Pace {
  /** The speed where no network decides, such as that of a drive. */
  readonly speed?: Range;
  /** What it reaches at most, on whatever network. */
  readonly most?: number;
  /** What it reaches at most instead where a field has this value. */
  readonly mostWith?: readonly [field: string, value: string, most: number];
  /** How often everything is read, at least and at most: a copy alone, or with its verification. */
  readonly passes: Range;
  /** What the estimate assumes of this method, after "if". */
  readonly assumes: string;
}

/**
 * Speeds and sentences of estimates, and by id the paces of the methods that another one may name as the faster way.
 */
export const estimateTables = {
  // MB/s, at least and at most. The most is the link's own speed, eight bits a byte; the least a quarter of it, since a
  // shared path gives a quarter to a third (ESnet, fasterdata), or less where others share it more.
  links: {
    home: [1.25, 12.5, 'the connection at home brings 10 to 100 Mb/s'],
    wifi: [5, 50, 'Wi-Fi brings 40 to 400 Mb/s'],
    // Measured: one stream of rsync 43 MB/s at 40 ms, 112 next door.
    wired1: [31, 112, 'the cable and all that lies behind it bring at least a quarter of 1 Gb/s'],
    wired10: [312, 1250, 'the cable and all that lies behind it bring at least a quarter of 10 Gb/s'],
  },
  measured: 'the network stays between half and all of the {speed} MB/s that you measured',
  drive: 'the network does not matter',
  text: 'Estimate for {size}: {range}, if {link} and {method}. It promises nothing: watch the first hour.',
  tight:
    'That may be more than half of the whole days left before the first deletion ({days}).{faster} Ask {manager} for more time before it is too late.',
  faster: ' Faster: {name}, {range}.',
  fastest: ' No other way is faster here; a faster network would be.',
  hour: 'less than an hour',
  about: 'about {high} {unit}',
  range: '{low} to {high} {unit}',
  units: ['hours', 'days'],
  paces: {} as Readonly<Record<string, Pace>>,
} as const;

export type EstimateTables = typeof estimateTables;
