/** The sentences of a script. */

// In a sentence, {name} is filled in when the script is made; {$name} stands for a variable of the script.
export const scriptSentences = {
  title: 'Brings images home, and proves that every byte is here.',
  titleSizes: 'Brings images home, and checks that every file is here, by name, size and time.',
  head: {
    collection: 'Collection',
    destination: 'Destination',
    copy: 'Its copy',
    place: 'Start it on',
    facility: 'Facility',
    made: 'Made',
    link: 'Made again by',
  },
  made: '{today}, with version {version}',
  use: [
    'It stops when its window is closed, unless it was started inside screen or tmux, or with nohup. Ctrl+C stops it.',
    'Started again, it goes on where it stopped. It deletes no images, here or there.',
  ],
  useDeleting: [
    'It stops when its window is closed, unless it was started inside screen or tmux, or with nohup. Ctrl+C stops it.',
    'Started again, it goes on where it stopped. It deletes no images, but those here that the check has found different.',
  ],
  // fish, which cannot read a script, shows the line that ends with this.
  start: 'Start it with: sh {name}',
  useWindows: [
    'It stops when its window is closed. Ctrl+C stops it. It keeps Windows awake while it runs.',
    'Started again, it goes on where it stopped. It deletes no images, but those here that the check has found damaged.',
    'Windows may refuse scripts that are not signed; the words after “powershell” allow this one, this time.',
    'A policy of your institution may forbid even that: then type the commands below, one by one.',
  ],
  startWindows: 'Start it in PowerShell with: powershell -ExecutionPolicy Bypass -File .\\{name}',
  password: 'Where ssh asks for a password, it asks each time it connects. With a key, the script needs nobody.',
  passwordOnce:
    'It logs in once, and ends that connection when it ends. Where the connection breaks it logs in again, and waits for you if ssh asks.',
  passwordTyped:
    'sftp and rclone ask for your password each time they connect, which is four times at least. With a key, the script needs nobody.',
  expected: 'Expected: {expect}',
  here: 'Wrong computer: {from} is on this one. Start the script on the computer that gets the images ({place}).',
  done: 'DONE: {name} is whole: every byte was compared.',
  doneFiles: 'DONE: every file of {name} is here, and every byte was compared.',
  doneList: 'DONE: {name} is whole: every file has the checksum that it had at its source.',
  doneSizes:
    'DONE: every file of {name} is here, with the size and the time that it has in the bucket. What is in them was not compared.',
  doneBut:
    'DONE: {name} is here, but for the files that end in {leftOut}, which were left out: every byte of the rest was compared.',
  doneButFiles:
    'DONE: every file of {name} is here, but for those that end in {leftOut}, which were left out, and every byte was compared.',
  doneListBut:
    'DONE: {name} is here, but for the files that end in {leftOut}, which were left out: every other file has the checksum that it had at its source.',
  doneListButFiles:
    'DONE: every file of {name} is here, but for those that end in {leftOut}, which were left out, with the checksum that it had at its source.',
  doneListFiles: 'DONE: every file of {name} is here, with the checksum that it had at its source.',
} as const;

/** What a script says that only checks a copy, in place of that. */
export const auditSentences = {
  title: 'Compares a collection with its copy, byte for byte. It changes nothing in either.',
  start: 'Bring it to the {place}, and start it there with: sh {name}',
  use: [
    'It stops when its window is closed, unless it was started inside screen or tmux. Ctrl+C stops it.',
    'Started again, it begins anew: only a run that comes to its end proves something.',
    'ssh may ask for a password, and for a second factor, each time it connects. With a key, the script needs nobody.',
  ],
  done: 'DONE: the copy of {name} is whole: every byte was compared with that on the storage server.',
  doneFiles: 'DONE: every file of {name} is in the copy, and every byte was compared with that on the storage server.',
} as const;

/** The sentences of its functions that are other ones. */
export const auditToolSentences: Readonly<Record<string, string>> = {
  readOnly:
    'Nothing can be written in {$folder}. Make room there, or name another folder in LOG_FOLDER, then start the script again.',
  noSource:
    '{$from} is no folder here that you may read. Start the script on the storage server. If this is it, the name is spelt otherwise, or the images have been deleted already: ask {manager}.',
  differs:
    'missing in the copy or different there: {$names}. The lines above that begin with <, cL or cd say how. While images still arrive, start the script again later; otherwise send these lines to {manager} now, before the images are deleted here.{$why}',
  stillWritten:
    'the number of files changed while this ran, from {$found} to {$files}, so it proves nothing of those that came. Start the script again when the session is over. If it is over, ask {manager} now whether images are being deleted.',
  stopped: 'it was stopped, so it proves nothing. Start the script again: it begins anew.',
  broken:
    'it broke off, so it proves nothing, and the lines above may say why. Start the script again. If it breaks off again, send the last lines to {manager}.',
};

/** What the head of a job says, in place of that. */
export const jobSentences = {
  place: 'the cluster',
  start: 'Submit it with: sbatch {name}',
  use: [
    'Where it is: squeue --me. What it says: {log}, whose folder has to be there. To stop it: scancel --me --name={stem}',
    'Before its time is up it is queued again, and goes on where it stopped. It deletes no images, here or there.',
    'It logs in with a key that has no passphrase: nobody is there who could answer.',
  ],
} as const;

/** The sentences of the functions, by their names in tools.sh and job.sh. */
export const toolSentences: Readonly<Record<string, string>> = {
  running:
    'This script is running already, as process {$pid} on {$host}. If that is not so, delete {$taken} and start it again.',
  jobRunning:
    'This script is running already, as job {$by} on {$host}. If that is not so, delete {$taken} and submit it again.',
  noAnswer:
    'job {$by} may be at work here, and Slurm gives no answer to squeue. Submit the script again later; or, if that job has ended, delete {$taken} first.',
  takenOver: 'another run has taken over. Its lines say what becomes of the copy.',
  jobStopped: 'it was stopped. Submit it again: it goes on where it stopped.',
  jobKilled:
    'it was killed: by Slurm, by somebody, or because memory was short. Submit it again: it goes on where it stopped.',
  queuedAgain: 'The time of this job is nearly up. It is queued again, and goes on where it stopped.',
  timeIsUp: 'the time of this job is up. Submit it again: it goes on where it stopped.',
  stale: 'A script that was ended left its mark here. This one goes on in its place.',
  held: '{$taken} is there, and does not say whose it is: this script may be running already. If that is not so, delete it and start the script again.',
  readOnly:
    'Nothing can be written in {$folder}. Choose another destination, or make room, then start the script again.',
  log: 'All of this is kept in {$log}',
  foreign:
    '{$folder} has {$mark}, of a script for another collection: what has the same name would be lost. Choose another destination; or, if that file is wrong, delete it and start the script again.',
  shared:
    '{$folder} has {$mark}: another script, perhaps for several collections, brings or brought this collection here. Start that one again instead; or, once it has ended, delete that file and start this one again.',
  before:
    'Already in {$folder}: {$names}. Where the collection has the same names, its files take their place. If these are no earlier part of it, stop this with Ctrl+C and choose an empty folder.',
  room: 'Too little room: {$missing} are still to come, and {$free} are free in {$folder}. Make room there, or choose another disk, then start the script again. If it is known to fit, as on a disk that compresses, set CHECK_ROOM=no.',
  alike:
    'the disk of {$folder} takes names that differ in capitals only for one, so files would be lost: {$names}. Choose a destination on another disk, or have them renamed.',
  diskGone:
    '{$drive} is on a disk of type {$type}, which is not the kind that was chosen (--disk {$held}). If the drive is not connected, connect it, then start the script again; without it the copy would fill a disk of this computer. If it is, make the script again with its kind.',
  diskOther:
    '{$drive} is on a disk of type {$type}, which keeps less than the copy asks for: it may end with code 23 each time. Make the script again with --disk {$kind}, unless this disk has been enough before.',
  inodes:
    'Too many files: {$missing} are still to come, and the disk of {$folder} can have {$free} more (df -i). Choose another disk, then start the script again. If it is known to fit, set CHECK_ROOM=no.',
  empty: 'there is not one file in it. Has it been deleted already, or is its name another one? Ask {manager}.',
  emptyBut:
    'there is not one file in it, but for what is left out ({leftOut}). Has the rest been deleted already? Ask {manager}.',
  again:
    'It ended with code {$status}, which another try can mend. Try {$next} begins in {$RETRY_WAIT_SECONDS} seconds.',
  incomplete: 'It ended with code {$status}. The check that follows says what is missing.',
  liveBegins:
    'Round after round, one begins every {$ROUND_SECONDS} seconds, until nothing new has come for {$IDLE_MINUTES} minutes{$clock}. To end them after the round that runs, make an empty file here: {$halt}',
  liveClock: ', or until {$UNTIL}',
  liveRound: '{$when} {$settled} files are settled, {$new} of them came in this round.',
  livePart: '{$when} {$settled} files are settled, and not all could be put here (code {$status}). {$meaning}',
  liveFailed:
    '{$when} This round failed with code {$status}, the {$failed}. in a row. The script goes on with the next one. {$meaning}',
  liveIdle: 'Nothing new has come for {$IDLE_MINUTES} minutes: the rounds are over.',
  liveUntil: 'It is past {$UNTIL}: the rounds are over.',
  liveHalted: '{$halt} is there: the rounds are over.',
  liveGivenUp: 'After {$failed} rounds that failed, the rounds are over.',
  lookAgain: 'Look once more for what is new at the source',
  stillWritten:
    'the source is still written to: each of five copies brought more. Start the script again when the session is over.',
  badNumber: '{$name} is “{$value}”: set it to a whole number from 1 to 999999.',
  badUntil: 'UNTIL is “{$UNTIL}”: write the time as hours and minutes, such as UNTIL=08:30, or UNTIL=23:00.',
  pause: 'Do that now, then press Enter.',
  nobody: 'Nobody can answer here, so this is left out.',
  broken:
    'it broke off, and the lines above may say why. Start the script again: it goes on where it stopped. If it breaks off again, send the last lines to {manager}.',
  noProgram: 'There is no {$program} on this computer. Ask whoever runs it to install it, then start the script again.',
  stopped: 'it was stopped. Start the script again: it goes on where it stopped.',
  failed: '{$title}: this did not work. {$meaning}',
  ended: '{$title}: it ended with code {$status}. {$meaning}',
  unknown: 'What that means is not known here: send the last lines to {manager}.',
  differs:
    'missing here or different, even after a second copy that compares contents: {$names}. The lines above that begin with >, cL or cd say how. {$why}',
  stillDiffers: 'missing here or different, even after another copy: {$names}. {$why}',
  copyAgain: 'Copy again what was named; what is different here is deleted before',
  listDiffers: 'missing here or different, even after a second copy that compares contents: {$names}. {$why}',
  notListed:
    'not in the collection as it is now: {$names}. Move that elsewhere, or delete it if it is a piece of a killed copy; then start the script again.',
  cutOff: 'the last copy did not come to its end, so files may be missing. {$why}',
  noList:
    'there is no log of rsync, {$folder}.rsync.log, with the checksums: nothing can be written there. Choose a destination in a folder where you may write, or make the script again with a comparison as the proof (--prove compare).',
  noReceipt: 'The receipt could not be written: the lines above say why. The collection is whole all the same.',
  unverified: 'the check was not made to its end (code {$status}), so it proves nothing. {$meaning}',
  openOrAsk: 'If a program has such a file open, close it and start the script again; otherwise ask {manager}.',
  fewer:
    'files were deleted on the server while this ran: there were {$found} files at first, and only {$compared} were left to compare. Ask {manager} now.',
  noWork:
    'no working files can be written in {$temporary}. Make room there, or name another folder in TMPDIR, then start the script again.',
  startAgain: 'Start the script again.',
  linksOut:
    'every file of it is here, but what these links lead to is outside of it, and was not copied with it: {$names}. Make the script again and choose under Links (--links) to bring what they lead to, or to do without.',
  vanished:
    'files were deleted at the source before they could be copied: the lines with “vanished” name them. What is left there is here, and every byte was compared. Ask {manager} now.',
  notDone: 'NOT DONE: ',
  doneAll: 'DONE: all {$all} collections, each as its line above says.',
  notAll: '{$failures} of {$all} collections: {$undone}. The lines above say why.',
  noSuchName:
    'not here under names of their own: {$names}. The disk of {$folder} may take names for one that differ in capitals only. Choose a destination on another disk.',
  notedLinks:
    ' Left out, since they are links or no files: {$names}. The plan has a step that brings what links lead to.',
  notedSkipped: ' Left out, since they are no files: {$names}.',
  notedOut: ' Links that lead out of it, to what was not copied with it: {$names}.',
  notedNowhere: ' Links that lead nowhere: {$names}.',
};

/** The sentences of a script for Windows, by their names there; `{0}` and so on are filled in by PowerShell. */
export const powerShellSentences: Readonly<Record<string, string>> = {
  running: 'This script is running already, or another program has {0} open. Wait for it to end, or close it.',
  readOnly: 'Nothing can be written beside {0}. Choose another destination, or ask whoever runs this computer.',
  log: 'All of this is kept in {0}',
  badNumber: '{0} is "{1}": set it to a whole number from 1 to 999999.',
  awake: 'Windows could not be told to stay awake. See to it that the computer does not sleep.',
  empty: 'There is not one file in it. Has it been deleted already, or is its name another one? Ask {manager}.',
  unknown: 'It did not work, and what that means is not known here: send the last lines to {manager}.',
  before:
    'There is something in the destination already. Where the collection has the same names, its files take their place. If it is no earlier part of it, stop this with Ctrl+C and choose an empty folder.',
  noFolder: 'The destination could not be made: the lines above say why.',
  room: 'Too little room: {0} bytes are still to come, and {1} are free. Make room there, or choose another drive, then start the script again. If it is known to fit, set CHECK_ROOM=no.',
  again: 'It ended with code {0}, which another try can mend. Try {1} begins in {2} seconds.',
  incomplete: 'It ended with code {0}. The check that follows says what is missing.',
  damaged: 'Files that are different are deleted here, and copied once more.',
  missing: 'What is missing is copied once more.',
  stopped: 'it was stopped. Start the script again: it goes on where it stopped.',
  differs:
    'after a second copy too, the lines above name what is missing or different. Ask {manager}, while the images are still there.',
  notCompared: 'the check was not made to its end, so it proves nothing. Start the script again.',
};
