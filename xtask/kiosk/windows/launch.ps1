# Starts the kiosk under Windows 10 and newer, step by step as linux/launch.sh does: takes newer content from a USB stick
# if the installed key vouches for it, then opens the browser on the last good content.
#
#   launch.ps1 [-UpdateOnly] [-Folder FOLDER]      without -Folder it looks on the sticks that are there
#
# Beside this script, installed once and never taken from a stick afterwards: policy-index.exe, kiosk.pub, notice.html.
# In content\: the folders A and B, `current` with the letter of the one in use, launch.log.
param([switch]$UpdateOnly, [string]$Folder)

$base = Split-Path -Parent $MyInvocation.MyCommand.Path
$content = Join-Path $base 'content'
$log = Join-Path $content 'launch.log'
$env:NO_COLOR = '1'

function Write-Log([string]$Text) {
    Write-Host $Text
    Add-Content -Path $log -Encoding UTF8 -Value "$(Get-Date -Format 'yyyy-MM-dd HH:mm:ss') $Text" -ErrorAction SilentlyContinue
}

# Whether the folder is as it was signed, complete, without anything added, and newer than the other one.
function Test-Content([string]$Path, [string]$Other) {
    $arguments = @('verify', $Path, '--key', (Join-Path $base 'kiosk.pub'))
    if ($Other) { $arguments += @('--newer-than', $Other) }
    # A program that cannot be started leaves the exit code of the last one; that must not count as good.
    $global:LASTEXITCODE = 1
    $said = & (Join-Path $base 'policy-index.exe') $arguments 2>&1 | Out-String
    Add-Content -Path $log -Encoding UTF8 -Value $said -ErrorAction SilentlyContinue
    return $LASTEXITCODE -eq 0
}

function Get-Other([string]$Slot) {
    if ($Slot -eq 'A') { 'B' } else { 'A' }
}

function Get-Path([string]$Slot) {
    Join-Path $content $Slot
}

# The folder in use; after damage the other one; empty when none is good.
function Get-Slot {
    $slot = [string](Get-Content (Join-Path $content 'current') -ErrorAction SilentlyContinue | Select-Object -First 1)
    if ($slot -ne 'A' -and $slot -ne 'B') {
        if (Test-Content (Get-Path 'B') (Get-Path 'A')) { $slot = 'B' } else { $slot = 'A' }
    }
    foreach ($candidate in @($slot, (Get-Other $slot))) {
        if (Test-Content (Get-Path $candidate)) { return $candidate }
        Write-Log "资料 $candidate 已损坏或不存在。"
    }
    return ''
}

function Test-Newer([string]$Path, [string]$Slot) {
    if ($Slot) { Test-Content $Path (Get-Path $Slot) } else { Test-Content $Path }
}

# Replaced as a whole or not at all; flushed, so that it is on the disk when the power goes.
function Set-Current([string]$Slot) {
    $current = Join-Path $content 'current'
    $stream = [IO.File]::Create("$current.new")
    $bytes = [Text.Encoding]::ASCII.GetBytes("$Slot`n")
    $stream.Write($bytes, 0, $bytes.Length)
    $stream.Flush($true)
    $stream.Close()
    if (Test-Path $current) { [IO.File]::Replace("$current.new", $current, [NullString]::Value) } else { [IO.File]::Move("$current.new", $current) }
}

# Makes the folder the content in use, if it is good and newer; returns what is in use afterwards.
function Use-Content([string]$Path, [string]$Slot) {
    if (-not (Test-Newer $Path $Slot)) {
        Write-Log "没有采用 ${Path}：签名不符、文件不全，或者不比本机资料新。"
        return $Slot
    }
    if ($Slot) { $spare = Get-Other $Slot } else { $spare = 'A' }
    try {
        if (Test-Path (Get-Path $spare)) { Remove-Item -Recurse -Force (Get-Path $spare) -ErrorAction Stop }
        Copy-Item -Recurse -LiteralPath $Path -Destination (Get-Path $spare) -ErrorAction Stop
        try { Write-VolumeCache $base.Substring(0, 1) -ErrorAction Stop } catch { }
        # Once more where it now stands: what was copied may not be what was read before.
        if (-not (Test-Newer (Get-Path $spare) $Slot)) { throw '复制后的文件不对。' }
        Set-Current $spare
    } catch {
        Write-Log "没有采用 ${Path}：$_"
        return $Slot
    }
    Write-Log "已更新资料：$Path -> $spare"
    return $spare
}

function Get-StickFolders {
    $sticks = [IO.DriveInfo]::GetDrives() | Where-Object { $_.DriveType -eq 'Removable' -and $_.IsReady }
    foreach ($stick in $sticks) {
        # Not the stick itself: Windows puts files of its own there, and a folder with a file more is refused.
        Get-ChildItem -Directory -LiteralPath $stick.RootDirectory.FullName -ErrorAction SilentlyContinue |
            ForEach-Object { $_.FullName } | Where-Object { (Test-Path (Join-Path $_ 'kiosk.html')) -and (Test-Path (Join-Path $_ 'manifest.json')) }
    }
}

function Get-Browser {
    $places = @(
        'Google\Chrome\Application\chrome.exe', 'Chromium\Application\chrome.exe', 'Microsoft\Edge\Application\msedge.exe')
    foreach ($root in @($env:ProgramFiles, ${env:ProgramFiles(x86)}, $env:LOCALAPPDATA)) {
        foreach ($place in $places) {
            if ($root -and (Test-Path (Join-Path $root $place))) { return Join-Path $root $place }
        }
    }
}

# Until the browser is closed on purpose: one that crashed is started again, with nothing left of the last visitor.
function Show-Kiosk([string]$Browser, [string]$Slot) {
    if ($Slot) { $page = Join-Path (Get-Path $Slot) 'kiosk.html' } else { $page = Join-Path $base 'notice.html' }
    $userData = Join-Path $env:TEMP 'policy-kiosk'
    $arguments = @(
        '--kiosk', '--no-first-run', '--no-default-browser-check', '--noerrdialogs', '--disable-translate',
        '--disable-session-crashed-bubble', '--disable-pinch', '--overscroll-history-navigation=0',
        '--disable-component-update', '--incognito', "--user-data-dir=`"$userData`"")
    if ($Browser -like '*msedge.exe') { $arguments += @('--inprivate', '--edge-kiosk-type=fullscreen') }
    if (Select-String -LiteralPath $page -SimpleMatch -Quiet -Pattern '"printer": true') { $arguments += '--kiosk-printing' }
    $arguments += "`"$page`""
    do {
        Remove-Item -Recurse -Force $userData -ErrorAction SilentlyContinue
        $process = Start-Process -FilePath $Browser -ArgumentList $arguments -Wait -PassThru
        if ($process.ExitCode -ne 0) {
            Write-Log "浏览器意外退出（$($process.ExitCode)），重新启动。"
            Start-Sleep -Seconds 1
        }
    } while ($process.ExitCode -ne 0)
}

New-Item -ItemType Directory -Force $content | Out-Null
if ((Test-Path $log) -and (Get-Item $log).Length -gt 1000000) { Remove-Item $log -ErrorAction SilentlyContinue }
$slot = Get-Slot
if ($Folder) { $folders = @($Folder) } else { $folders = @(Get-StickFolders) }
foreach ($candidate in $folders) { $slot = Use-Content $candidate $slot }
if ($UpdateOnly) { if ($slot) { exit 0 } else { exit 1 } }
$browser = Get-Browser
if (-not $browser) {
    Write-Log '找不到 Chrome、Chromium 或 Edge 浏览器，请安装。'
    exit 1
}
Show-Kiosk $browser $slot
