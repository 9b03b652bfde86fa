import { median } from './quantile.ts';

/** Something to do `count` times; gives a number that depends on what was done, so that nothing is optimised away. */
export type Racer = (count: number) => number;

export interface Result {
  readonly name: string;
  /**
   * The median over the rounds. Unit: times per second of processor time, so that it does not matter what else the
   * machine does.
   */
  readonly perSecond: number;
}

const rounds = 11;
const roundSeconds = 0.05;

let sink = 0;

/** Lets the racers run in turns, round after round, so that whatever else the machine does meets all of them. */
export function race(racers: Readonly<Record<string, Racer>>): Result[] {
  const lanes = Object.entries(racers).map(([name, racer]) => ({
    name,
    racer,
    count: countFor(racer, roundSeconds),
    speeds: [] as number[],
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { racer, count, speeds } of lanes) {
      speeds.push(count / measureSeconds(racer, count));
    }
  }
  if (!Number.isFinite(sink)) throw new Error('A racer did nothing.');
  return lanes.map(({ name, speeds }) => ({ name, perSecond: median(speeds) }));
}

/** How many times a racer gets round in about `seconds`: doubled, at most 30 times, until it takes that long. */
function countFor(racer: Racer, seconds: number): number {
  let count = 1;
  for (let doubling = 0; doubling < 30; doubling += 1) {
    if (measureSeconds(racer, count) > seconds) break;
    count *= 2;
  }
  return count;
}

/** The processor time of so many rounds. Unit: seconds. */
function measureSeconds(racer: Racer, count: number): number {
  const start = process.cpuUsage();
  sink += racer(count);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
