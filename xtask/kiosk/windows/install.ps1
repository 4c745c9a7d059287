# First installation under Windows 10 and newer, started by install.cmd as administrator: puts policy-index, the key and
# the launch script in place, takes the content, and lets the kiosk start with the desktop. Run again, it renews all but
# the key. -NewContent takes the content of the stick also where the machine's own says that it is newer.
param([switch]$NewKey, [switch]$NewContent)

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
# What the machine has already is believed before what the stick brings along.
$checker = $program
$isKnown = $false
if ((Test-Path $installedKey) -and (Test-Path (Join-Path $base 'policy-index.exe'))) {
    $checker = Join-Path $base 'policy-index.exe'
    $isKnown = (Get-FileHash $installedKey).Hash -eq (Get-FileHash $key).Hash
    if (-not $isKnown) {
        & $checker verify-key $key --key $installedKey
        $isKnown = $LASTEXITCODE -eq 0
    }
    if (-not $isKnown -and -not $NewKey) {
        Stop-Installation 'U盘的公钥与本机已安装的不同，也没有原密钥的签名。确实要更换时，请核对公钥校验值后加 -NewKey 再运行。'
    }
}
& $checker verify $stick --key $key
if ($LASTEXITCODE -ne 0) { Stop-Installation 'U盘内容与签名不符。' }
$id = & $checker key-id --key $key
Write-Host "签名密钥编号：$id"
# By a program of the system: one that came with a forged stick prints whatever it likes.
Write-Host "公钥校验值（sha256）：$((Get-FileHash -Algorithm SHA256 $key).Hash.ToLower())"
if (-not $isKnown) {
    $answer = Read-Host '与发放单位书面（不是U盘里）给出的校验值一致吗？一致请输入 y'
    if ($answer -ne 'y') { Stop-Installation '校验值没有核对。' }
}

try {
    New-Item -ItemType Directory -Force (Join-Path $base 'content') -ErrorAction Stop | Out-Null
    foreach ($file in @($program, (Join-Path $stick 'windows\launch.ps1'), (Join-Path $stick 'notice.html'), $key)) {
        Copy-Item -Force -LiteralPath $file -Destination $base -ErrorAction Stop
    }
} catch {
    Stop-Installation "$_（请以管理员身份运行；查询页正开着的，先运行 launch.ps1 -Stop。）"
}
# S-1-5-32-545 is the group of all users, whatever the language of the system calls it.
& icacls (Join-Path $base 'content') /grant '*S-1-5-32-545:(OI)(CI)M' | Out-Null
$launch = Join-Path $base 'launch.ps1'
# Kept until the new one stands: a stick that breaks now must not leave the hall without any.
$content = Join-Path $base 'content'
$current = Join-Path $content 'current'
$before = if (Test-Path $current) { Get-Content $current | Select-Object -First 1 }
if ($NewContent -and $before) {
    Remove-Item -Recurse -Force "$content.old" -ErrorAction SilentlyContinue
    New-Item -ItemType Directory "$content.old" | Out-Null
    Get-ChildItem $content -Exclude 'launch.log' | Move-Item -Destination "$content.old"
}
& powershell -NoProfile -ExecutionPolicy Bypass -File $launch -UpdateOnly -Folder $stick
$slot = if (Test-Path $current) { Get-Content $current | Select-Object -First 1 }
$taken = Join-Path $content "$slot\manifest.json"
$isTaken = $slot -and (Test-Path $taken) -and ((Get-FileHash $taken).Hash -eq (Get-FileHash (Join-Path $stick 'manifest.json')).Hash)
if (-not $isTaken) {
    if ($NewContent -and $before) {
        Get-ChildItem $content -Exclude 'launch.log' | Remove-Item -Recurse -Force
        Get-ChildItem "$content.old" | Move-Item -Destination $content
    }
    Stop-Installation 'U盘上的资料没有装入，本机仍用原来的资料。本机资料的日期更晚（例如误写成将来）而确实要换时，请加 -NewContent。'
}
Remove-Item -Recurse -Force "$content.old" -ErrorAction SilentlyContinue
$start = "@start `"`" powershell -NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File `"$launch`""
Set-Content -Encoding ASCII -Path (Join-Path ([Environment]::GetFolderPath('CommonStartup')) 'policy-kiosk.cmd') -Value $start
Write-Host "已安装到 $base，登录桌面后自动启动。"
