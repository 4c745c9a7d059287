#!/bin/sh
# First installation on a hall's machine, from the stick: puts the checking program, the key and the launch script in
# place, takes the content, and lets the kiosk start with the desktop. Run again, it renews all but the key.
#
#   sh install.sh [--user NAME] [--home DIR] [--key FILE] [--new-key] [--browser PROGRAM] [--yes]
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
user=$me home='' key='' new_key='' browser='' yes=''
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
    --yes) yes=1 ;;
    *) fail "不认识 $1。用法：sh install.sh [--user 帐户] [--home 目录] [--key 公钥文件] [--new-key] [--browser 浏览器] [--yes]" ;;
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

if [ -f "$home/kiosk.pub" ] && ! cmp -s "$home/kiosk.pub" "$fresh/kiosk.pub" && [ -z "$new_key" ]; then
  fail "U盘的公钥与本机已安装的不同。确实要更换时，请核对签名密钥编号后加 --new-key 再运行。"
fi
"$fresh/policy-index" verify "$stick" --key "$fresh/kiosk.pub" || fail "U盘内容与签名不符。"
id=$("$fresh/policy-index" key-id --key "$fresh/kiosk.pub") || fail "公钥无法读取。"
echo "签名密钥编号：$id"
if [ -z "$yes" ] && ! cmp -s "$home/kiosk.pub" "$fresh/kiosk.pub"; then
  printf '与发放单位书面（不是U盘里）给出的编号一致吗？一致请输入 y：'
  read -r answer
  [ "$answer" = y ] || fail "编号没有核对。"
fi

if [ -n "$browser" ]; then
  printf "POLICY_KIOSK_BROWSER='%s'\n" "$(printf %s "$browser" | sed "s/'/'\\\\''/g")" >"$fresh/kiosk.conf"
fi
for file in "$fresh"/*; do
  mv -f "$file" "$home/" || fail "无法写入 $home。"
done
"$home/launch.sh" --update-only "$stick" || fail "资料无法装入。"

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
