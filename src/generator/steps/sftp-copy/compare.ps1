# Compares a folder with a list of checksums, which comes in base64 through the pipe. scripts/script-tools.ts makes one
# line of it. Windows PowerShell 5.1 reads it too: no &&, no ternary, no -Parallel.
#
# Large files are read one by one, small ones many at a time; each worker reads a file that is small in one go.
param($to)
$ErrorActionPreference = 'Stop'
$global:different = @()
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
  'NOT COMPARED: a policy of this computer limits PowerShell to a part of its language (constrained language mode). Ask whoever runs it, or compare from WSL.'
  return
}
try { $lines = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(-join @($input))).Split([char]10) } catch { $lines = @() }
if ($lines.Count -lt 3 -or $lines[$lines.Count - 2] -ne 'all') {
  'NOT COMPARED: the list of the server did not come to its end. Run the same command again.'
  return
}
$at = (Get-Item -Force -LiteralPath $to).FullName.TrimEnd([char[]]'\/')
if ($PSVersionTable.PSVersion.Major -lt 6) {
  $long = $(if ($at.StartsWith('\\')) { '\\?\UNC' + $at.Substring(1) } else { '\\?\' + $at })
  if ([IO.Directory]::Exists($long)) { $at = $long }
}
$sign = [IO.Path]::DirectorySeparatorChar
$here = New-Object 'Collections.Generic.Dictionary[string,long]' ([StringComparer]::OrdinalIgnoreCase)
foreach ($file in (New-Object IO.DirectoryInfo $at).EnumerateFiles('*', 'AllDirectories')) { $here[$file.FullName.Substring($at.Length + 1)] = $file.Length }
$named = New-Object 'Collections.Generic.HashSet[string]' ([StringComparer]::OrdinalIgnoreCase)
$said = New-Object 'Collections.Concurrent.ConcurrentQueue[string]'
$wrong = New-Object 'Collections.Concurrent.ConcurrentQueue[string]'
$queue = New-Object 'Collections.Concurrent.ConcurrentQueue[object]'
$batch = New-Object 'Collections.Generic.List[object]'
$all = 0
$isRead = $true
$size = 0
foreach ($line in $lines) {
  if ($line.StartsWith('./')) { $said.Enqueue('not compared, a link or no file: ' + $line.Substring(2)) }
  elseif ($line.StartsWith('end ')) { $isRead = $isRead -and $line -eq 'end 0' }
  elseif ($line.StartsWith('\') -or $sign -eq '\' -and $line.IndexOf('\') -gt 0) {
    $all++
    $said.Enqueue('missing, as Windows has no such name: ' + $line.Substring(68))
  }
  elseif ($line.Length -gt 68) {
    $all++
    $name = $line.Substring(68).Replace([char]'/', $sign)
    $length = [long]0
    if (-not $here.TryGetValue($name, [ref]$length)) { $said.Enqueue("missing: $name") }
    else {
      [void]$named.Add($name)
      $batch.Add(@($name, $line.Substring(0, 64), $length))
      $size += $length
      if ($size -gt 32MB -or $batch.Count -ge 500) {
        $queue.Enqueue($batch.ToArray())
        $batch.Clear()
        $size = 0
      }
    }
  }
}
if ($batch.Count -gt 0) { $queue.Enqueue($batch.ToArray()) }
$compare = {
  param($queue, $at, $said, $wrong)
  $made = $(if ($PSVersionTable.PSVersion.Major -lt 6) { New-Object Security.Cryptography.SHA256Cng } else { [Security.Cryptography.SHA256]::Create() })
  $buffer = New-Object byte[] 4MB
  $equal = 0
  $files = $null
  while ($queue.TryDequeue([ref]$files)) {
    foreach ($file in $files) {
      $path = [IO.Path]::Combine($at, $file[0])
      try {
        $made.Initialize()
        if ($file[2] -lt 1MB) { $sum = $made.ComputeHash([IO.File]::ReadAllBytes($path)) }
        else {
          $stream = [IO.File]::Open($path, 'Open', 'Read', 'ReadWrite')
          try { while (($read = $stream.Read($buffer, 0, $buffer.Length)) -gt 0) { [void]$made.TransformBlock($buffer, 0, $read, $null, 0) } } finally { $stream.Dispose() }
          [void]$made.TransformFinalBlock($buffer, 0, 0)
          $sum = $made.Hash
        }
        if ([BitConverter]::ToString($sum).Replace('-', '') -eq $file[1]) { $equal++ }
        else {
          $said.Enqueue('different: ' + $file[0])
          $wrong.Enqueue($path)
        }
      } catch { $said.Enqueue('cannot be read here: ' + $file[0]) }
    }
  }
  $equal
}
$workers = @(foreach ($number in 1..[Math]::Max(1, [Math]::Min(4, [Environment]::ProcessorCount))) {
  $worker = [PowerShell]::Create().AddScript($compare).AddArgument($queue).AddArgument($at).AddArgument($said).AddArgument($wrong)
  @{ worker = $worker; going = $worker.BeginInvoke() }
})
$equal = 0
try {
  foreach ($one in $workers) {
    while (-not $one.going.AsyncWaitHandle.WaitOne(1000)) { Write-Progress 'Comparing' "$($queue.Count) parts of the list still wait" }
    foreach ($number in $one.worker.EndInvoke($one.going)) { $equal += $number }
  }
} finally { foreach ($one in $workers) { $one.worker.Dispose() } }
$global:different = @($wrong)
@($said) | Sort-Object
$more = @(foreach ($name in $here.Keys) { if (-not $named.Contains($name)) { $name } })
foreach ($name in ($more | Sort-Object | Select-Object -First 100)) { "not on the server: $name" }
if ($more.Count -gt 100) { "not on the server: $($more.Count - 100) more" }
if (-not $isRead) { 'The server could not read all of it: the lines above say what.' }
$(if ($all -gt 0 -and $equal -eq $all -and $isRead) { 'PASSED' } else { 'NOT PASSED' }) + ": $equal of $all files are equal, byte for byte."
