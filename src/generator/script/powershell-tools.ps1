# The functions of a script for Windows. scripts/script-tools.ts puts this text into powershell-tools.ts, and
# powershell-script.ts its sentences in the place of "@name@". Windows PowerShell 5.1 reads it: no &&, no ternary, no
# -Parallel, no sign beyond ASCII.

function Say([string]$text) {
  $script:last = $text
  Write-Host $text
  # The log may be on a full disk: what is said is shown all the same.
  try { [IO.File]::AppendAllText($log, $text + [Environment]::NewLine) } catch { Write-Verbose "$_" }
}

function Stop-Script([string]$why) {
  Say ('NOT DONE: ' + $why)
  exit 1
}

# Runs a command, shows and keeps all that it says.
function Invoke-Step([string]$id, [string]$title) {
  Say ''
  Say ('== ' + $title)
  $lines = New-Object 'Collections.Generic.List[string]'
  $global:LASTEXITCODE = 0
  try { & $commands[$id] 2>&1 | ForEach-Object { $lines.Add("$_"); Say "$_" } } catch { $lines.Add("$_"); Say "$_"; $global:LASTEXITCODE = 1 }
  @{ code = $global:LASTEXITCODE; lines = $lines }
}

# What helps, by exit status and by what was said: the first row that fits. PowerShell has no status of its own.
function Find-Meaning([string]$id, $ended) {
  foreach ($row in $outcomes[$id]) {
    if ($row.text) { foreach ($line in $ended.lines) { if ($line -cmatch $row.text) { return $row } } }
    if ($row.codes -contains $ended.code) { return $row }
  }
}

function Get-Free {
  try {
    $root = [IO.Path]::GetPathRoot($to)
    if ($root.StartsWith('\\')) { return -1 }
    return (New-Object IO.DriveInfo $root).AvailableFreeSpace
  } catch { return -1 }
}

function Get-Here {
  $sum = [long]0
  if ([IO.Directory]::Exists($to)) {
    foreach ($file in (Get-ChildItem -Recurse -File -Force -LiteralPath $to -ErrorAction SilentlyContinue)) { $sum += $file.Length }
  }
  $sum
}

function Invoke-Check([string]$id, [string]$title) {
  $ended = Invoke-Step $id $title
  $found = ''
  foreach ($line in $ended.lines) { if ($line -cmatch '^FOUND: (\d+) files, .*\((\d+) bytes\)') { $found = $Matches[1]; $script:need = [long]$Matches[2] } }
  $meaning = Find-Meaning $id $ended
  if ($meaning -and $meaning.then -eq 'stop' -or $found -eq '') { Stop-Script ($(if ($meaning) { $meaning.means } else { '@unknown@' })) }
  if ($found -eq '0') { Stop-Script '@empty@' }
  if ($meaning) { Say $meaning.means }
}

function Invoke-Folder([string]$id, [string]$title) {
  $old = [IO.Directory]::Exists($to) -and @(Get-ChildItem -Force -LiteralPath $to | Select-Object -First 1).Count -gt 0
  if ($old -and -not $hadLog) { Say '@before@' }
  $null = Invoke-Step $id $title
  if (-not [IO.Directory]::Exists($to)) { Stop-Script '@noFolder@' }
  $missing = $need - (Get-Here)
  $free = Get-Free
  if ($env:CHECK_ROOM -ne 'no' -and $free -ge 0 -and $missing -gt $free) { Stop-Script ('@room@' -f $missing, $free) }
}

# Runs the copy again while that can help.
function Invoke-Copy([string]$id, [string]$title) {
  $try = 1
  while ($true) {
    $ended = Invoke-Step $id $title
    if ($ended.code -eq 0) { return }
    $meaning = Find-Meaning $id $ended
    if ($meaning -and $meaning.then -eq 'stop') { Stop-Script ($title + ': ' + $meaning.means) }
    if (-not $meaning -or $meaning.then -ne 'again' -or $try -ge $mostTries) {
      Say ('@incomplete@' -f $ended.code)
      return
    }
    $try++
    Say ('@again@' -f $ended.code, $try, $waitSeconds)
    Start-Sleep -Seconds $waitSeconds
  }
}

# The check reads the server: where the connection breaks, it is made again.
function Invoke-Verify([string]$id, [string]$title) {
  $try = 1
  while ($true) {
    $ended = Invoke-Step $id $title
    $verdict = ''
    foreach ($line in $ended.lines) { if ($line -cmatch '^(?:NOT )?PASSED: |^NOT COMPARED: ') { $verdict = $line } }
    $meaning = Find-Meaning $id $ended
    if ($meaning -and $meaning.then -eq 'stop') { Stop-Script ($title + ': ' + $meaning.means) }
    if ($verdict -and -not $verdict.StartsWith('NOT COMPARED: the list') -or $try -ge $mostTries) { return $verdict }
    $try++
    Say ('@again@' -f $ended.code, $try, $waitSeconds)
    Start-Sleep -Seconds $waitSeconds
  }
}

function Read-Number([string]$name, [int]$default) {
  $value = [Environment]::GetEnvironmentVariable($name)
  if (-not $value) { return $default }
  if ($value -notmatch '^[1-9]\d{0,5}$') { Stop-Script ('@badNumber@' -f $name, $value) }
  [int]$value
}

# As long as this script runs, Windows does not sleep by itself.
function Stay-Awake {
  try {
    $power = Add-Type -PassThru -Name Power -Namespace GetData -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint flags);'
    $null = $power::SetThreadExecutionState([uint32]'0x80000001')
  } catch { Say '@awake@' }
}

function Invoke-Main {
  Invoke-Check check $titles.check
  Invoke-Folder folder $titles.folder
  Invoke-Copy copy $titles.copy
  $verdict = Invoke-Verify verify $titles.verify
  if ($verdict.StartsWith('NOT PASSED')) {
    if (@($global:different).Count -gt 0) {
      Say '@damaged@'
      $null = Invoke-Step cure $titles.cure
    } else { Say '@missing@' }
    Invoke-Copy copy $titles.copy
    $verdict = Invoke-Verify verify $titles.verify
  }
  if ($verdict.StartsWith('NOT PASSED')) { Stop-Script '@differs@' }
  if (-not $verdict.StartsWith('PASSED')) { Stop-Script '@notCompared@' }
  Say $done
}

$ErrorActionPreference = 'Continue'
$last = ''
$need = [long]0
$log = $to + '.' + $stem + '.log'
$hadLog = [IO.File]::Exists($log)
$taken = $to + '.' + $stem + '.lock'
# It is closed, and so given back, whatever ends this script.
try {
  $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($to))
  $guard = [IO.File]::Open($taken, 'OpenOrCreate', 'ReadWrite', 'None')
} catch {
  $why = $(if ([IO.File]::Exists($taken)) { '@running@' } else { '@readOnly@' })
  Write-Host ('NOT DONE: ' + ($why -f $taken))
  exit 1
}
try {
  # Programs say names in UTF-8.
  try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { Write-Verbose "$_" }
  Say ('@log@' -f $log)
  $waitSeconds = Read-Number RETRY_WAIT_SECONDS 60
  $mostTries = Read-Number MOST_TRIES 60
  Stay-Awake
  Invoke-Main
} finally {
  # Ctrl+C ends in here.
  if ($last -ne $done -and -not $last.StartsWith('NOT DONE: ')) { Say ('NOT DONE: ' + '@stopped@') }
  $guard.Dispose()
  try { [IO.File]::Delete($taken) } catch { Write-Verbose "$_" }
}
