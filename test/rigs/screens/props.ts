/** What lies on a stage, and the harm that is done there. */
import { quoteWord } from '../../../src/generator/command/quote.ts';
import { endProcess } from '../sshd.ts';
import { password, you } from './stage.ts';
import type { Answer, Stage } from './stage.ts';

/** The password, typed where it is asked for. */
export const login: Answer = ['password: ', `${password}\r`];
/** The key of a server, taken at first contact. */
export const takeKey: Answer = [/fingerprint\]\)\? /, 'yes\r'];
/** A wrong password, as often as ssh asks. */
export const wrongLogin: readonly Answer[] = [1, 2, 3].map(() => ['password: ', 'wrong\r']);

/** Makes a collection of 60 MB, large enough to be cut. */
export function fillCollection(stage: Stage, folder: string): void {
  const at = quoteWord(folder);
  stage.asRoot(
    [
      `mkdir -p ${at}/movies`,
      `head -c 16000 /dev/urandom >${at}/gain.mrc`,
      `head -c 10000000 /dev/urandom >${at}/movies/001.eer`,
      `head -c 50000000 /dev/urandom >${at}/movies/002.eer`,
      `find ${at} -exec touch -d '2026-11-23 12:00:00 UTC' '{}' +`,
      `chown -R --reference=${at}/.. ${at}`,
    ].join('\n'),
  );
}

/** Empties the folder of {@link you} that receives data, or makes a folder in it again. */
export function clearDestination(stage: Stage, folder?: string): void {
  stage.asRoot(
    `rm -rf /srv/data/* && ${folder ? `rm -rf ${folder} && mkdir ${folder} && chown ${you}: ${folder}` : 'true'}`,
  );
}

/** Has the rsync of the server send so slowly that a person could watch, until {@link speedUp}. */
export function slowDown(stage: Stage): void {
  const wrapper = '#!/bin/sh\nshift 2\nexec /usr/bin/rsync --server --sender --bwlimit=15000 "$@"\n';
  stage.asRoot(
    `mount -t tmpfs -o mode=755 none /usr/local/bin && printf %s ${quoteWord(wrapper)} >/usr/local/bin/rsync && chmod 755 /usr/local/bin/rsync`,
  );
}

export function speedUp(stage: Stage): void {
  stage.asRoot('umount /usr/local/bin');
}

/** Ends the connections of the server, as one that is switched off, once a file is half way here. */
export function cutHalfWay(stage: Stage): Answer {
  return [
    / [3-9]\d% /,
    () => {
      for (const pid of stage.sshd.connections()) endProcess(pid, 'SIGKILL');
    },
  ];
}

/** Gives the folders of a PATH that leads to all programs but one. */
export function withoutProgram(stage: Stage, program: string): string[] {
  const folder = `/home/without-${program}`;
  stage.asRoot(`rm -rf ${folder} && mkdir ${folder} && ln -s /usr/bin/* ${folder}/ && rm ${folder}/${program}`);
  return [folder];
}

/** Leaves so little of the disk that receives data, until {@link makeRoom}. Unit: bytes. */
export function leaveRoom(stage: Stage, bytes: number): void {
  stage.asRoot(`mount -o remount,size=${bytes} /srv`);
}

export function makeRoom(stage: Stage): void {
  stage.asRoot('mount -o remount,size=12T /srv');
}

/** The server cannot be found, as from outside its network, until {@link knowServers}. */
export function forgetServers(stage: Stage): void {
  stage.asRoot('cp /etc/hosts /home/hosts && : >/etc/hosts');
}

export function knowServers(stage: Stage): void {
  stage.asRoot('cat /home/hosts >/etc/hosts');
}
