/**
 * Lines of OpenSSH, and of the shells it starts, as extended regular expressions (POSIX XBD 9.4), for the signs of
 * outcomes. They may end with a carriage return.
 */
export const keyChangedLine = '^@ +WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!|^Host key verification failed';
export const passwordExpiredLine = '^(WARNING: )?Your password has expired|^Password change required but no TTY';
export const refusedLine = '^[^ ]+@[^ ]+: Permission denied [(][a-z]';
export const tooManyKeysLine = '^Received disconnect from .*: Too many authentication failures';
export const remoteCommandLine = '^Cannot execute command-line and remote command';
export const hostUnknownLine = '^ssh: Could not resolve hostname ';
export const noAnswerLine =
  '^ssh: connect to host |^(Connection|kex_exchange_identification: Connection) (closed|reset) by |^kex_exchange_identification: ';
export const settingsLine =
  '^Bad owner or permissions on |: Bad configuration option: |: terminating, [0-9]+ bad configuration options';
export const noCommonMethodLine = '^Unable to negotiate with ';
export const changedOnTheWayLine =
  '^Corrupted MAC on input|^ssh_dispatch_run_fatal: .*: message authentication code incorrect';
export const noRsyncLine =
  '(^|: )rsync: ([Cc]ommand )?not found[.]?$|: command not found: rsync$|Unknown command:? .?rsync';
