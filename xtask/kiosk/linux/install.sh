#!/bin/sh
# First installation on a hall's machine, from the stick: puts the checking program, the key and the launch script in
# place, takes the content, and lets the kiosk start with the desktop. Run again, it renews all but the key.
#
#   sh install.sh [--user NAME] [--home DIR] [--key FILE] [--new-key] [--new-content] [--browser PROGRAM] [--yes]
#
# --new-content takes the content of the stick also where the machine's own says that it is newer: after a folder with a
# date in the future, say.
#
# As root (better: then visitors' account cannot change key and script) --user names the account that the desktop logs
# in; otherwise everything goes to the account that runs this.
set -u
umask 022
stick=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
export NO_COLOR=1

fail() {
  echo "安装没有完成：$*" >&2
  exit 1
}

me=$(id -un)
user=$me home='' key='' new_key='' new_content='' browser='' yes=''
while [ $# -gt 0 ]; do
  case $1 in
    --user | --home | --key | --browser)
      [ $# -ge 2 ] || fail "$1 后面缺少内容。"
      case $1 in
        --user) user=$2 ;;
        --home) home=$2 ;;
        --key) key=$2 ;;
        --browser) browser=$2 ;;
      esac
      shift
      ;;
    --new-key) new_key=1 ;;
    --new-content) new_content=1 ;;
    --yes) yes=1 ;;
    *) fail "不认识 $1。用法：sh install.sh [--user 帐户] [--home 目录] [--key 公钥文件] [--new-key] [--new-content] [--browser 浏览器] [--yes]" ;;
  esac
  shift
done
id "$user" >/dev/null 2>&1 || fail "没有帐户 $user。"
if [ "$(id -u)" -eq 0 ]; then
  # Chromium does not start as root.
  [ "$user" != root ] || [ -n "$yes" ] || fail "请用 --user 写明自动登录的帐户。"
  home=${home:-/opt/policy-kiosk}
else
  [ "$user" = "$me" ] || fail "为别的帐户安装需要管理员权限（sudo）。"
  home=${home:-$HOME/policy-kiosk}
fi

machine=$(uname -m)
case $machine in
  amd64) machine=x86_64 ;;
  arm64) machine=aarch64 ;;
esac
program=$stick/bin/linux-$machine/policy-index
[ -f "$program" ] || fail "U盘上没有适合本机处理器（$machine）的校验程序，请联系发放单位。"

mkdir -p "$home" || fail "无法建立 $home。"
home=$(CDPATH='' cd -- "$home" && pwd -P) || exit 1
# Out of the way at once if something is wrong: no half of an installation stays.
fresh=$(mktemp -d "$home/install.XXXXXX") || fail "无法写入 $home。"
trap 'rm -rf "$fresh"' EXIT
trap 'exit 1' HUP INT TERM

# Copied first: sticks are often mounted so that nothing on them can be started.
copy() {
  if ! cp "$1" "$fresh/$2" || ! chmod "$3" "$fresh/$2"; then fail "$1 无法复制。"; fi
}
copy "$program" policy-index 755
copy "$stick/linux/launch.sh" launch.sh 755
copy "$stick/notice.html" notice.html 644
copy "${key:-$stick/kiosk.pub}" kiosk.pub 644

# What the machine has already is believed before what the stick brings along.
checker=$fresh/policy-index
is_known=
if [ -x "$home/policy-index" ] && [ -f "$home/kiosk.pub" ]; then
  checker=$home/policy-index
  if cmp -s "$home/kiosk.pub" "$fresh/kiosk.pub"; then
    is_known=1
  elif cp "$stick/kiosk.pub.minisig" "$fresh/" 2>/dev/null &&
    "$checker" verify-key "$fresh/kiosk.pub" --key "$home/kiosk.pub"; then
    echo "新公钥由本机原有的密钥签名，可以更换。"
    is_known=1
  elif [ -z "$new_key" ]; then
    fail "U盘的公钥与本机已安装的不同，也没有原密钥的签名。确实要更换时，请核对公钥校验值后加 --new-key 再运行。"
  fi
fi
rm -f "$fresh/kiosk.pub.minisig"
"$checker" verify "$stick" --key "$fresh/kiosk.pub" || fail "U盘内容与签名不符。"
id=$("$checker" key-id --key "$fresh/kiosk.pub") || fail "公钥无法读取。"
echo "签名密钥编号：$id"
# By a program of the system: one that came with a forged stick prints whatever it likes.
if command -v sha256sum >/dev/null 2>&1; then
  sum=$(sha256sum <"$fresh/kiosk.pub") && echo "公钥校验值（sha256）：${sum%% *}"
fi
if [ -z "$yes" ] && [ -z "$is_known" ]; then
  printf '与发放单位书面（不是U盘里）给出的校验值一致吗？一致请输入 y：'
  read -r answer
  [ "$answer" = y ] || fail "校验值没有核对。"
fi

if [ -n "$browser" ]; then
  printf "POLICY_KIOSK_BROWSER='%s'\n" "$(printf %s "$browser" | sed "s/'/'\\\\''/g")" >"$fresh/kiosk.conf"
fi
for file in "$fresh"/*; do
  mv -f "$file" "$home/" || fail "无法写入 $home。"
done
content=$home/content
# Kept until the new one stands: a stick that breaks now must not leave the hall without any.
if [ -n "$new_content" ] && [ -d "$content" ]; then
  rm -rf "$content.old"
  mv "$content" "$content.old" || fail "无法移开原有资料。"
fi
has_new() {
  read -r slot 2>/dev/null <"$content/current" && cmp -s "$content/$slot/manifest.json" "$stick/manifest.json"
}
"$home/launch.sh" --update-only "$stick"
if ! has_new; then
  if [ -d "$content.old" ]; then
    rm -rf "$content"
    mv "$content.old" "$content"
  fi
  tail -n 6 "$content/launch.log" >&2
  fail "U盘上的资料没有装入，本机仍用原来的资料。本机资料的日期更晚（例如误写成将来）而确实要换时，请加 --new-content。"
fi
rm -rf "$content.old"

# What a visitor could reach besides the page is switched off for the browser as a whole; only root may.
if [ "$(id -u)" -eq 0 ]; then
  for place in ${POLICY_KIOSK_POLICIES-/etc/chromium /etc/chromium-browser /etc/opt/chrome}; do
    mkdir -p "$place/policies/managed" &&
      sed "s|HOME|$home|" "$stick/linux/policies.json" >"$place/policies/managed/policy-kiosk.json" ||
      fail "无法写入浏览器策略 $place。"
  done
  echo "已写入浏览器策略（只能打开查询页，关闭下载、翻译、任务管理器）。"
else
  echo "注意：没有管理员权限，浏览器策略没有写入，接上键盘可以离开查询页。"
fi

# Starts with the desktop, on UOS and 麒麟 as on any other. What root makes in the account's folders is the account's.
config=${XDG_CONFIG_HOME:-$HOME/.config}
if [ "$user" != "$me" ]; then config=$(getent passwd "$user" | cut -d: -f6)/.config; fi
own() {
  if [ "$user" != "$me" ]; then chown "$@" || fail "无法交给帐户 $user。"; fi
}
for folder in "$config" "$config/autostart"; do
  if [ ! -d "$folder" ]; then
    mkdir -p "$folder" || fail "无法设置开机启动。"
    own "$user:" "$folder"
  fi
done
cat >"$config/autostart/policy-kiosk.desktop" <<END
[Desktop Entry]
Type=Application
Name=政策条款查询
Exec="$home/launch.sh"
X-GNOME-Autostart-enabled=true
END
[ -s "$config/autostart/policy-kiosk.desktop" ] || fail "无法设置开机启动。"
own "$user:" "$config/autostart/policy-kiosk.desktop"
own -R "$user:" "$home/content"
echo "已安装到 $home，帐户 $user 登录桌面后自动启动。现在试运行：$home/launch.sh"
