/** What somebody may set for a script, and what its functions read besides. */
import type { Facts } from '../facts.ts';
import type { Plan, Step } from '../plan.ts';
import { lookProgram } from '../steps/look/program.ts';
import { farProgram } from '../steps/progress/program.ts';
import type { Audit } from './audit.ts';
import { quoteWord } from './fill-tools.ts';
import type { Job } from './job.ts';

/** The settings of a script, and what its functions read besides. */
export function formatSettings(
  facility: Facts,
  { deletion }: Plan,
  stem: string,
  steps: readonly Step[],
  hasSize: boolean,
  job: Job | undefined,
  audit: Audit | undefined,
): string[] {
  const isLive = steps.some(({ script }) => script === 'live');
  return [
    '# Whatever was set for it, as by SHELLOPTS.',
    'set +e +f +C -u',
    '# What programs say is read below: let them say it in English. Names stay as they are.',
    'if [ -n "${LC_ALL-}" ]; then LANG=$LC_ALL; fi',
    'unset LC_ALL GREP_OPTIONS',
    'LC_MESSAGES=C',
    'export LANG LC_MESSAGES',
    '',
    '# Set these in the environment to change them.',
    ': "${RETRY_WAIT_SECONDS:=60}"',
    ': "${MOST_TRIES:=60}"',
    '# A command to run at the end, in which "$1" is the last line: such as one that sends mail.',
    ': "${WHEN_DONE:=}"',
    ...(hasSize ? [': "${CHECK_ROOM:=yes}"'] : []),
    ...(audit?.settings ?? [
      '# How often it says how far a copy is, in seconds; 0 for never.',
      ': "${FAR_SECONDS:=600}"',
    ]),
    ...(isLive ? formatLiveSettings(facility) : []),
    ...(job?.settings ?? []),
    '',
    'temporary=${TMPDIR:-/tmp}',
    `stem=${quoteWord(stem + (audit?.mark ?? ''))}`,
    '# Reads a list of find and ls, as the first of the commands does.',
    `look=${quoteWord(lookProgram)}`,
    '# Says how far a copy is, and whether all is here by the end of a day, if that is known.',
    `far=${quoteWord(farProgram)}`,
    `done_by=${deletion.state === 'unknown' ? '' : deletion.doneBy}`,
    '',
  ];
}

/** A session is over when nothing has come for as long as the facility waits, else for an hour. */
function formatLiveSettings({ transfer }: Facts): string[] {
  return [
    '# Rounds begin so far apart; they end when nothing new has come for so long, or at a time such as UNTIL=08:30.',
    ': "${ROUND_SECONDS:=300}"',
    `: "\${IDLE_MINUTES:=${String((transfer?.idleHours ?? 1) * 60)}}"`,
    ': "${UNTIL:=}"',
  ];
}
