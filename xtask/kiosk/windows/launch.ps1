# Starts the kiosk under Windows 10 and newer: `policy-index hall` shows the last good content and takes newer content
# from a USB stick if the installed key vouches for it.
#
#   launch.ps1 [-UpdateOnly] [-Stop] [-Folder FOLDER]      without -Folder it looks on the sticks that are there
#
# Beside this script, installed once and never taken from a stick afterwards: policy-index.exe, kiosk.pub, notice.html.
# In content\: the folders A and B, `current` with the letter of the one in use, launch.log.
param([switch]$UpdateOnly, [switch]$Stop, [string]$Folder)

$base = Split-Path -Parent $MyInvocation.MyCommand.Path
$env:NO_COLOR = '1'
$sticks = [IO.DriveInfo]::GetDrives() | Where-Object { $_.DriveType -eq 'Removable' -and $_.IsReady }
$env:POLICY_KIOSK_MOUNTS = ($sticks | ForEach-Object { $_.RootDirectory.FullName }) -join ' '
# An empty variable is none under Windows, and without one the places of Linux are looked at: there is nothing there.
$arguments = @('hall', '--home', $base)
if ($UpdateOnly) { $arguments += '--update-only' }
if ($Stop) { $arguments += '--stop' }
if ($Folder) { $arguments += $Folder }
& (Join-Path $base 'policy-index.exe') $arguments
exit $LASTEXITCODE
