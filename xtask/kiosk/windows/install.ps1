# First installation under Windows 10 and newer, started by install.cmd as administrator: puts the checking program, the
# key and the launch script in place, takes the content, and lets the kiosk start with the desktop. Run again, it renews
# all but the key.
param([switch]$NewKey)

$stick = Split-Path -Parent (Split-Path -Parent $MyInvocation.MyCommand.Path)
# Visitors' account cannot write here, except in content\.
$base = Join-Path $env:ProgramFiles 'policy-kiosk'
$env:NO_COLOR = '1'

function Stop-Installation([string]$Text) {
    Write-Host "安装没有完成：$Text"
    exit 1
}

$machine = @{ 'AMD64' = 'x86_64'; 'ARM64' = 'aarch64' }[$env:PROCESSOR_ARCHITECTURE]
$program = Join-Path $stick "bin\windows-$machine\policy-index.exe"
if (-not (Test-Path $program)) { Stop-Installation 'U盘上没有适合本机的校验程序，请联系发放单位。' }
$key = Join-Path $stick 'kiosk.pub'
$installedKey = Join-Path $base 'kiosk.pub'
$isKnown = (Test-Path $installedKey) -and ((Get-FileHash $installedKey).Hash -eq (Get-FileHash $key).Hash)
if ((Test-Path $installedKey) -and -not $isKnown -and -not $NewKey) {
    Stop-Installation 'U盘的公钥与本机已安装的不同。确实要更换时，请核对签名密钥编号后加 -NewKey 再运行。'
}
& $program verify $stick --key $key
if ($LASTEXITCODE -ne 0) { Stop-Installation 'U盘内容与签名不符。' }
$id = & $program key-id --key $key
Write-Host "签名密钥编号：$id"
if (-not $isKnown) {
    $answer = Read-Host '与发放单位书面（不是U盘里）给出的编号一致吗？一致请输入 y'
    if ($answer -ne 'y') { Stop-Installation '编号没有核对。' }
}

try {
    New-Item -ItemType Directory -Force (Join-Path $base 'content') -ErrorAction Stop | Out-Null
    foreach ($file in @($program, (Join-Path $stick 'windows\launch.ps1'), (Join-Path $stick 'notice.html'), $key)) {
        Copy-Item -Force -LiteralPath $file -Destination $base -ErrorAction Stop
    }
} catch {
    Stop-Installation "$_（请以管理员身份运行。）"
}
# S-1-5-32-545 is the group of all users, whatever the language of the system calls it.
& icacls (Join-Path $base 'content') /grant '*S-1-5-32-545:(OI)(CI)M' | Out-Null
$launch = Join-Path $base 'launch.ps1'
& powershell -NoProfile -ExecutionPolicy Bypass -File $launch -UpdateOnly -Folder $stick
if ($LASTEXITCODE -ne 0) { Stop-Installation '资料无法装入。' }
$start = "@start `"`" powershell -NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File `"$launch`""
Set-Content -Encoding ASCII -Path (Join-Path ([Environment]::GetFolderPath('CommonStartup')) 'policy-kiosk.cmd') -Value $start
Write-Host "已安装到 $base，登录桌面后自动启动。"
