/**
 * How a pasted text is read: which texts of the entries of troubleshooting say little by themselves, which follow from
 * other errors, which lines are no message, and what a system says in other languages. Patterns are texts, so that a
 * page can fetch them.
 */
import type { MessageText } from '../step.ts';

/** What {@link seenTables} holds, as a page fetches it. */
export interface SeenTables {
  /** What a match is worth, and what it takes to be certain, and to be shown at all. */
  readonly points: Readonly<
    Record<'telling' | 'named' | 'nearby' | 'shared' | 'foreign' | 'certain' | 'possible', number>
  >;
  readonly programs: string;
  readonly foreign: readonly string[];
  readonly shared: readonly string[];
  readonly vague: string;
  readonly after: readonly string[];
  readonly minor: readonly string[];
  readonly follows: Readonly<Record<string, readonly string[]>>;
  readonly beginning: string;
  readonly command: readonly string[];
  readonly noise: readonly string[];
  readonly trouble: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly translations: Readonly<Record<string, readonly string[]>>;
  /** The message to the facility, and what stands for what is not known and for what was left out. */
  readonly question: MessageText & { readonly unknown: string; readonly cut: string };
}

export const seenTables = {
  points: {
    // A text that only programs of our commands print.
    telling: 3,
    // A text that any program may print, in a line that names one of ours.
    named: 3,
    // The same, where one of ours is named elsewhere in what was pasted.
    nearby: 2,
    // The same, where none is.
    shared: 1,
    // Added when a line is of a program that our commands do not use: then nothing is certain.
    foreign: -2,
    certain: 3,
    possible: 1,
  },
  /** The programs of our commands, where a line names them as whose message it is. */
  programs:
    '^(?:[\\d:]+\\t)?(?:Status|Command|Response|Error):\\t|^[\\d-]+ [\\d:]+ \\d+ \\d+ (?:Status|Command|Response|Error): |fzSftp started|\\b(?:FileZilla|WinSCP|Cyberduck)\\b|(?:^|[\\s:\'"`(\\\\/])(?:openrsync|rsync|ssh|ssh-keygen|ssh-add|scp|sftp|screen|tmux|caffeinate|aws|globus|rclone|wsl)(?:\\.exe)?[\'"`]?(?=[\\s:,\\[({)]|$)|s3://|\\b(?:GlobusError|GridFTP|Globus CLI Error|Transfer API Error)\\b|^fatal error: |\\[(?:[Rr]eceiver|[Ss]ender|[Gg]enerator|[Cc]lient|server)(?:=|\\])',
  /** Lines of programs that our commands do not use. */
  foreign: [
    '^fatal: ',
    'Could not read from remote repository',
    '^remote: ',
    "^Cloning into '",
    '^Traceback \\(most recent call last\\)',
    '^ *File ".+", line \\d+',
    '^(?:[\\w.]+\\.)?(?:OS|IO|Permission|FileNotFound|ConnectionRefused|ConnectionReset|BrokenPipe|Memory|Timeout|ModuleNotFound|Import|Key|Type|Value|Runtime|Syntax)Error\\b',
    '^(?:[\\w.]+\\.)?SSHException\\b',
    '\\b[Dd]ocker\\b',
    '\\bOCI runtime\\b',
    '\\bkubectl\\b|\\bkubelet\\b|\\bpod/',
    'rpc error: code =',
    '^! (?:LaTeX|Undefined|Missing|Package|I can)',
    '\\b(?:pdf|Xe|Lua)?(?:La)?TeX\\b',
    '\\bpip3?\\b|\\bconda\\b|\\bmamba\\b|^CondaError',
    '\\bnpm (?:ERR!|error)|\\byarn\\b|\\bnode:internal',
    '^[EW]: |^dpkg\\b|\\bapt-get\\b',
    '\\bmake(?:\\[\\d+\\])?: \\*\\*\\*|\\bcmake\\b|CMake Error',
    '\\.(?:c|cc|cpp|cu|h|hpp|f90|rs|go|java|tex):\\d+',
    'undefined reference to|collect2: |cannot find -l',
    '^\\s+at [\\w.$<>]+\\(|Exception in thread|\\bjava\\.\\w+\\.',
    'error\\[E\\d+\\]|panicked at |^goroutine \\d+|^panic: ',
    '\\bpsql: |\\bmysql\\b|ERROR \\d{4} \\(',
    '\\b(?:sshd|cron|kernel|systemd|sudo)\\[\\d+\\]: |\\bsystemctl\\b|^Job for ',
    '\\b(?:mpirun|mpiexec|prterun)\\b|\\b(?:srun|sbatch): |\\bORTE\\b|\\bMPI_',
    '\\b(?:relion|RELION|cryosparc|cryoSPARC|MotionCor)',
    '\\bCUDA\\b|\\bcuda\\w*',
    '\\bwget: |\\bcurl: \\(\\d+\\)|^--\\d{4}-\\d\\d-\\d\\d ',
    '\\bgpg: |\\bvim?: |\\bnano\\b|\\btar: |\\bunzip: |\\bgzip: ',
    '\\bvagrant\\b|\\bansible\\b|\\bterraform\\b|UNREACHABLE!|^==> ',
    '\\bR version |^Error in \\w+\\(|\\bRscript\\b|\\bMATLAB\\b|\\bjulia>',
    'PuTTY|^FATAL ERROR: ',
    '\\bHTTP/1\\.[01] \\d{3}|\\bnginx\\b|\\bapache2?\\b',
  ],
  /** Texts of entries that programs print which our commands do not use, as patterns of the whole text. */
  shared: [
    // What the system says, whatever program asked.
    'Name or service not known|Temporary failure in name resolution|nodename nor servname provided|No such host is known|lookup … no such host',
    'Connection refused|Connection timed out|No route to host|Operation timed out|Network is unreachable|i/o timeout',
    'No space left on device|Dis[ck] quota exceeded|Quota exceeded|There is not enough space on the disk|QUOTA_EXCEEDED|NO_SPACE_LEFT|no space left on device|\\[Errno 28\\] No space left on device|\\[Errno 122\\] Disk quota exceeded|File too large',
    'Host is down|Stale file handle|Stale NFS file handle|The specified network name is no longer available|Transport endpoint is not connected|Socket is not connected|Device not configured|network path was not found|No such device or address',
    'Input/output error|Remote I/O error|Structure needs cleaning|Too many levels of symbolic links|File name too long|Illegal byte sequence|Invalid or incomplete multibyte or wide character',
    'Read-only file system|\\[Errno 13\\] Permission denied|Access to the path … is denied|Access is denied\\.',
    'Cannot allocate memory|out of memory|Too many open files|Resource temporarily unavailable|[Aa]rgument list too long|Out of memory|fork failed|fork: retry|Cannot fork|Device or resource busy|being used by another process|Resource busy|Text file busy',
    'Broken pipe|Connection reset by peer|unexpected end of file|Killed|Terminated|lost connection|unexplained error|forcibly closed by the remote host',
    // Calls that many programs name, and a reason.
    '(?:chown|chgrp|symlink|mknod|opendir|readdir|mkdir|rename|failed to (?:stat|set \\w+)|write failed|close failed|find:|ls:)(?: ….*)?|du: .*',
    'scp: … Permission denied|code \\d+|short write',
    '(?:open|mkpath): (?:Permission denied|Operation not permitted)|unlinkat: Directory not empty|rmdir … Directory not empty|open \\(2\\) in|hash_file_by_path',
    // A word or two.
    'Not allowed at this time|has just been changed|not a regular file|File … not found\\.|directory not found|Cannot find path … because it does not exist',
    'unknown option|unrecognized option|illegal option|invalid option|Unknown options:|Error: (?:No such option|No such command|Missing argument)|unrecognized arguments|Invalid choice|unexpected tag|command not found|Unknown command|not found, but can be installed with|not found, but there are|is currently not installed',
    "not recognized as|ist entweder falsch geschrieben oder|n'est pas reconnu en tant que commande interne|no se reconoce como un comando interno|CommandNotFoundException|ParserError|Missing expression after unary operator|The system cannot find the path specified|SyntaxError: … code|cannot execute: required file not found",
    "no matches found|No match\\.|event not found|bash: … event not found|quote>|dquote>|Unmatched '|unexpected EOF while looking for matching|Unterminated quoted string|quotes are not balanced|syntax error near unexpected token|Illegal variable name\\.|Badly placed|Expected end of the statement",
    'no sessions|\\[exited\\]|\\[server exited\\]|lost server|server exited unexpectedly',
    '>f\\S*|cL\\S*|cd|NOT PASSED',
    'PermissionDenied|PERMISSION_DENIED|NotConnected|PAUSED|INACTIVE|Is Paused|ExpiredToken|InvalidToken|UnauthorizedException|403|Forbidden|TIMEOUT|CONNECT_FAILED|CONNECTION_\\w+|NO_CREDENTIALS|The operation timed out|code: ServiceUnavailable|FILE_NOT_FOUND|No such endpoint|certificate verify failed|CERTIFICATE_VERIFY_FAILED|Max retries exceeded with url|IncompleteRead|is not authorized to perform|\\((?:ServiceUnavailable|InternalError|RequestTimeout)\\)|Invalid endpoint',
    'permission denied: \\./|bash: \\./… Permission denied|sh: … \\./… Permission denied|exists but is not an executable file|DUE TO TIME LIMIT|has unsafe permissions|ambiguous target|skipping directory|exists but is not a directory|Not a directory \\(20\\)|No such device or address|terminal is not fully functional|mount error: |mount\\.nfs: |mount: only root can|The (?:network name cannot be found|specified network password is not correct|user name or password is incorrect)',
    'exited with status \\d+|syntax error: unexpected end of file|error while loading shared libraries|cannot open shared object file|symbol lookup error|not found \\(required by|Library not loaded|cannot execute binary file|Exec format error|Bad CPU type in executable|Segmentation fault|Illegal instruction|invalid active developer path|\\[Errno 2[01]\\] .*|invalid_grant|AuthenticationFailed|EXPIRED|Connection aborted\\.|The device is not (?:ready|connected)|The specified path, file name, or both are too long|The filename, directory name.*|must be owned by root|You are not the owner of|is not the owner of|setlocale|Setting locale failed|stdin: is not a tty|ttyname failed|Inappropriate ioctl for device|No value for \\$TERM.*|cannot listen to port|no version information available|DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'Authentication token manipulation error|new password required|Authentication failed\\.|Your account has expired',
    // In the windows of FileZilla, WinSCP and Cyberduck; other programs have the same words.
    'Error: Authentication failed\\.|Incorrect password|Disconnected from server|Connection attempt failed|Network error: |Remote side unexpectedly closed network connection|Server unexpectedly closed network connection|Connection has been unexpectedly closed|Timeout waiting for server to respond|Connection timed out after … of inactivity|Cannot open remote file|Error changing directory to|Error listing directory|Invalid packet: indicated length|Site does not exist\\.|Connection abandoned\\.',
    "Can't create file|Error creating folder|Error writing to file|IO Error: Broken pipe|IO Error: Read Timed Out|ssh_init:|No supported authentication methods available|Couldn't agree a … \\(available:|Host key mismatch|Potential security breach!",
  ],
  /** Texts that say too little even in a line that names one of our programs, as a pattern of the whole text. */
  vague:
    'No such file or directory|Could not connect to server|mkdir: cannot create directory|The system cannot find the path specified',
  /** Texts that another error brings about: they count where there is none. As patterns of the whole text. */
  after: [
    'code \\d+|error in file IO|errors selecting input/output files, dirs|syntax or usage error|error in IPC code|protocol incompatibility|remote command not found',
    'some files/attrs were not transferred|some files could not be transferred|exited with status \\d+|some files vanished before they could be transferred',
    'connection unexpectedly closed|bytes received so far|error in socket IO|error in rsync protocol data stream|unexplained error|unexpected end of file|poll: hangup|poll: bad fd|Broken pipe|Connection reset by peer|Connection closed by remote host|lost connection|scp: Connection closed|client_loop: send disconnect|ssh_dispatch_run_fatal|Timeout, server … not responding|forcibly closed by the remote host|An established connection was aborted.*|Connection to … closed by remote host|read error: .*|write error: Broken pipe|Write failed: Broken pipe|io timeout after|packet_write_\\w+|Received disconnect from|deflate on token returned|io_read_\\w+|io_write_\\w+|inflate returned|Skipping any contents from this failed directory|failed to open … continuing',
    'received SIGINT, SIGTERM, or SIGHUP|received SIGUSR1|Killed|Terminated|cancelled: ctrl-c received|DUE TO TIME LIMIT',
    'write failed|close failed|buf_copy|short write',
    'Could not connect to server|Connection abandoned\\.',
  ],
  /** Entries that come behind the others: what they explain does no harm, or less. The last one is no error at all. */
  minor: ['no-attributes', 'connection-lost', 'interrupted', 'partial-transfer', 'harmless'],
  /** Entries that follow from others on the same screen. */
  follows: {
    'permission-denied': ['ssh-permissions', 'key-unusable', 'too-many-keys', 'password-expired', 'host-key-changed'],
    'host-key-unknown': ['host-key-changed'],
    'key-unusable': ['ssh-permissions'],
    'turned-away': ['connection-refused', 'host-unknown', 'permission-denied', 'host-key-changed', 'host-key-unknown'],
    'jump-failed': [
      'connection-refused',
      'host-unknown',
      'permission-denied',
      'host-key-changed',
      'host-key-unknown',
      'turned-away',
    ],
    'command-not-found': ['line-ends', 'pasted-apart', 'other-shell', 'windows-shell'],
    'pasted-apart': ['line-ends', 'windows-shell'],
    'windows-shell': ['other-shell'],
    'no-session': ['dead-session', 'several-sessions', 'unknown-terminal', 'no-screen-folder'],
    'no-such-folder': ['folder-gone', 'line-ends', 'drive-away'],
    'file-selection': ['folder-gone', 'read-only', 'no-such-folder'],
    'globus-permission': ['globus-consent', 'globus-login-denied'],
    'globus-unreachable': [
      'globus-not-connected',
      'globus-path',
      'globus-permission',
      'globus-consent',
      'globus-login-denied',
    ],
    'aws-credentials': ['aws-sso'],
    // What the system says is in the lines of FileZilla too.
    'host-unknown': ['filezilla-connection'],
    'connection-refused': ['filezilla-connection'],
    'connection-lost': ['filezilla-connection'],
    'filezilla-folder': ['filezilla-unreadable'],
    'filezilla-key': ['host-key-changed'],
    'filezilla-connection': [
      'filezilla-turned-away',
      'filezilla-login',
      'filezilla-code',
      'filezilla-key',
      'host-key-changed',
    ],
    'filezilla-failed': [
      'filezilla-connection',
      'filezilla-turned-away',
      'filezilla-unreadable',
      'filezilla-cannot-write',
      'filezilla-full',
      'filezilla-exists',
      'filezilla-login',
    ],
    'no-attributes': ['mac-privacy'],
  },
  /** How a line of another message begins: no text of an entry goes on there. */
  beginning:
    '(?:rsync|ssh|scp|sftp|bash|-bash|zsh|sh|tmux|screen|aws|globus|mkdir|ls|find|du|Connection|Permission|Warning|WARNING|Load key|Host key)\\b',
  /** Lines that a person typed: behind a prompt, or the command of a program by itself. */
  command: [
    '^\\s*(?:\\([\\w.-]+\\) ?)?\\[?[\\w.-]+@[\\w.-]+[^\\n$%#>]{0,120}\\]?\\s?[$%#>](?:\\s.*)?$',
    '^\\s*(?:\\([\\w.-]+\\) ?)?PS (?:[A-Z]:|\\\\\\\\|~|/)[^>\\n]*>.*$',
    '^[A-Z]:\\\\[^>\\n]*>.*$',
    '^\\s*(?:[$%❯➜➤λ»]|sftp>|ftp>|bash-[\\d.]+[$#]|sh-[\\d.]+[$#]|>>)(?:\\s.*)?$',
    '^(?:sudo |caffeinate (?:-\\w+ )*|nohup |time |exec )*(?:rsync|ssh|scp|sftp|aws|globus|screen|tmux|rclone|wsl|mkdir|cd|ls|df|du|find|nice|ssh-keygen|ssh-add)(?:\\.exe)?\\s+(?:-{1,2}[a-zA-Z]|[\'"]|[\\w.-]+@|[~/.]|s3 |s3:|sync |transfer |task |login|endpoint |attach|new|configure).*$',
    "^[\\w.-]+@[\\w.-]+'s [Pp]assword:\\s*$",
  ],
  /** Lines that a program prints when nothing is wrong. */
  noise: [
    '^\\s*[\\d,.]+[kKMGT]?B?\\s+\\d{1,3}%\\s.*$',
    '^(?:sending|receiving) (?:incremental )?file list.*$',
    '^(?:building|receiving) file list \\.\\.\\. ?(?:done)?$',
    '^sent [\\d,.]+\\S* bytes\\s+received.*$',
    '^total size is .*$',
    '^(?:Number of|Total (?:file size|transferred|bytes|sent|received)|Literal data|Matched data|Unmatched data|File list) ?.*:.*$',
    '^Completed [\\d.]+ \\w+/.*$',
    '^(?:download|upload|copy): s3://\\S+ to \\S+$',
    '^Last login: .*$',
    '^Welcome to .*$',
    '^\\s*\\* (?:Documentation|Management|Support): .*$',
    '^\\S+\\s+\\d{1,3}%\\s+[\\d.]+[KMGT]?B?\\s.*$',
  ],
  /** What a line says that tells of a trouble. */
  trouble:
    "^(?:rsync(?:\\(\\d+\\))?|scp|ssh|sftp): |\\b(?:error|errors|fail|fails|failed|failure|denied|cannot|can't|could not|couldn't|unable|invalid|refused|fatal|abort|aborted|not found|unknown|unexpected|exception|expired|timed out|unsupported|not supported|illegal|corrupt|corrupted|mismatch|missing|not permitted|exceeded|rejected|forbidden|no such)\\b",
  /** Reasons by the number that rsync puts behind them, for systems in another language: those of Linux. */
  reasons: {
    '1': 'Operation not permitted',
    '2': 'No such file or directory',
    '5': 'Input/output error',
    '12': 'Cannot allocate memory',
    '13': 'Permission denied',
    '20': 'Not a directory',
    '22': 'Invalid argument',
    '27': 'File too large',
    '28': 'No space left on device',
    '30': 'Read-only file system',
    '32': 'Broken pipe',
    '36': 'File name too long',
    '38': 'Function not implemented',
    '84': 'Invalid or incomplete multibyte or wide character',
    '95': 'Operation not supported',
    '104': 'Connection reset by peer',
    '107': 'Transport endpoint is not connected',
    '110': 'Connection timed out',
    '111': 'Connection refused',
    '112': 'Host is down',
    '116': 'Stale file handle',
    '122': 'Disk quota exceeded',
  },
  /** The same in other languages, from glibc 2.36; "command not found" from bash 5.2: de, fr, es, it, pt, zh, ja. */
  translations: {
    'Permission denied': [
      'Keine Berechtigung',
      'Permission non accordée',
      'Permiso denegado',
      'Permesso negato',
      'Permissão negada',
      '权限不够',
      '許可がありません',
    ],
    'No such file or directory': [
      'Datei oder Verzeichnis nicht gefunden',
      'Aucun fichier ou dossier de ce type',
      'No existe el fichero o el directorio',
      'No existe el archivo o el directorio',
      'File o directory non esistente',
      'Arquivo ou diretório inexistente',
      '没有那个文件或目录',
      'そのようなファイルやディレクトリはありません',
    ],
    'No space left on device': [
      'Auf dem Gerät ist kein Speicherplatz mehr verfügbar',
      'Aucun espace disponible sur le périphérique',
      'No queda espacio en el dispositivo',
      'Spazio esaurito sul device',
      'Não há espaço disponível no dispositivo',
      '设备上没有空间',
      'デバイスに空き領域がありません',
    ],
    'Disk quota exceeded': [
      'Der zugewiesene Plattenplatz (Quota) ist überschritten',
      "Débordement du quota d'espace disque",
      'Se ha excedido la cuota de disco',
      'Quota disco superata',
      'Cota da disco excedida',
      '超出磁盘限额',
      'ディスク使用量制限を超過しました',
    ],
    'Operation not permitted': [
      'Die Operation ist nicht erlaubt',
      'Opération non permise',
      'Operación no permitida',
      'Operazione non permessa',
      'Operação não permitida',
      '不允许的操作',
      '許可されていない操作です',
    ],
    'Read-only file system': [
      'Das Dateisystem ist nur lesbar',
      'Système de fichiers accessible en lecture seulement',
      'Sistema de ficheros de sólo lectura',
      'File system in sola lettura',
      'Sistema de arquivos somente para leitura',
      '只读文件系统',
      '読み込み専用ファイルシステムです',
    ],
    'Input/output error': [
      'Eingabe-/Ausgabefehler',
      "Erreur d'entrée/sortie",
      'Error de entrada/salida',
      'Errore di input/output',
      'Erro de entrada/saída',
      '输入/输出错误',
      '入力/出力エラーです',
    ],
    'command not found': [
      'Kommando nicht gefunden',
      'commande introuvable',
      'orden no encontrada',
      'comando non trovato',
      'comando não encontrado',
      '未找到命令',
      'コマンドが見つかりません',
    ],
    'mkdir: cannot create directory': [
      'mkdir: das Verzeichnis',
      'mkdir: Verzeichnis',
      'mkdir: impossible de créer le répertoire',
    ],
  },
  question: {
    subject: 'What does this error mean?',
    body: 'Hello,\n\nI am bringing my images home, and the screen shows this:\n\n{seen}\n\nWhat I did before: {unknown}\nLab folder: {lab}\nCollection: {collection}\nMy account: {account}\n\nWhat does it mean, and what can I do?\n\nThank you!',
    unknown: '(please fill in)',
    cut: '(The beginning is left out.)',
  },
} as const satisfies SeenTables;
