#!/bin/sh
# Starts the kiosk: takes newer content from a USB stick if the installed key vouches for it, then opens Chromium on the
# last good content. Whatever is wrong with the stick, the content that worked yesterday still starts.
#
#   launch.sh [--update-only] [FOLDER...]      without FOLDER it looks on the sticks that are mounted
#   launch.sh --stop                           ends the kiosk that is running
#
# Beside this script, installed once and never taken from a stick afterwards: policy-index (checks signatures),
# kiosk.pub (the key), notice.html, kiosk.conf. In content/: the folders A and B, `current` with the letter of the one
# in use, launch.log. The next content is laid into the other folder, and only when it stands there complete and
# checked does `current` change, by a rename, which happens wholly or not at all.
set -u
umask 022
home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
content=$home/content
log=$content/launch.log
export NO_COLOR=1
# The hall's own settings: POLICY_KIOSK_BROWSER, POLICY_KIOSK_MOUNTS, POLICY_KIOSK_STICK_SECONDS.
# shellcheck source=/dev/null
if [ -f "$home/kiosk.conf" ]; then . "$home/kiosk.conf"; fi

# For all sticks together.
stick_seconds=${POLICY_KIOSK_STICK_SECONDS:-60}

say() {
  printf '%s %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$*" | tee -a "$log" >&2
}

# A log that fills the disk would stop the kiosk one day, and so would one that cannot be written.
shorten_log() {
  touch "$log" 2>/dev/null
  if [ ! -f "$log" ] || [ ! -w "$log" ]; then
    log=/dev/null
  elif tail -n 500 "$log" >"$log.new" 2>/dev/null; then mv -f "$log.new" "$log"; fi
}

# good FOLDER [OTHER]: FOLDER is as it was signed, complete, without anything added, and newer than OTHER.
good() {
  checked=$1
  shift
  if [ $# -gt 0 ]; then set -- --newer-than "$1"; fi
  limited "$home/policy-index" verify "$checked" --key "$home/kiosk.pub" "$@" >>"$log" 2>&1
}

# A stick that is breaking can keep a reader waiting for ever: all sticks together get a minute, then the page opens.
deadline=
limited() {
  seconds=300
  if [ -n "$deadline" ]; then seconds=$((deadline - $(date +%s))); fi
  if [ "$seconds" -le 0 ]; then return 1; fi
  if command -v timeout >/dev/null 2>&1; then timeout -k 5 "$seconds" "$@"; else "$@"; fi
}

other() {
  if [ "$1" = A ]; then echo B; else echo A; fi
}

# Sets `slot` to the folder that is in use; after damage to the other one; empty when none is good.
choose() {
  slot=
  if [ -f "$content/current" ]; then read -r slot <"$content/current"; fi
  case $slot in
    A | B) ;;
    *) if good "$content/B" "$content/A"; then slot=B; else slot=A; fi ;;
  esac
  if good "$content/$slot"; then return; fi
  say "资料 $slot 已损坏或不存在。"
  slot=$(other "$slot")
  if good "$content/$slot"; then return; fi
  say "资料 $slot 已损坏或不存在。"
  slot=
}

is_newer() {
  if [ -n "$slot" ]; then good "$1" "$content/$slot"; else good "$1"; fi
}

# take FOLDER: makes it the content in use, if it is good and newer.
take() {
  if [ "$(date +%s)" -ge "$deadline" ]; then
    say "没有查看 $1：核对U盘已超过 $stick_seconds 秒，先打开查询页。"
    return
  fi
  if ! is_newer "$1"; then
    say "没有采用 $1：签名不符、文件不全，或者不比本机资料新（两边的日期见上面几行）。"
    return
  fi
  spare=$(other "${slot:-B}")
  if ! lay "$1" "$content/$spare"; then
    say "没有采用 $1：复制失败（磁盘空间是否足够？）。"
    return
  fi
  # Once more where it now stands: what was copied may not be what was read before. Nothing half-written may count
  # as good after a power cut, so the disk has it all before `current` says so.
  sync
  if ! is_newer "$content/$spare"; then
    say "没有采用 $1：复制后的文件不对。"
    return
  fi
  if ! point_to "$spare"; then
    say "没有采用 $1：无法写入 $content/current。"
    return
  fi
  slot=$spare
  say "已更新资料：$1 -> $slot"
}

lay() {
  rm -rf "$2" && mkdir "$2" && limited cp -R -P "$1/." "$2" && chmod -R u+rwX "$2"
}

point_to() {
  echo "$1" >"$content/current.new" && sync && mv -f "$content/current.new" "$content/current" && sync
}

# Calls `take` for each folder that looks like ours.
take_from_sticks() {
  # Split first and matched afterwards, so that sticks may have blanks in their names.
  # shellcheck disable=SC2086
  for stick in ${POLICY_KIOSK_MOUNTS-/media/*/* /media/* /run/media/*/* /mnt/* /mnt}; do
    for folder in "$stick" "$stick"/*; do
      if [ -f "$folder/kiosk.html" ] && [ -f "$folder/manifest.json" ]; then take "$folder"; fi
    done
  done
}

# The desktop mounts a stick some seconds after the session has started.
wait_for_sticks() {
  left=10
  while [ "$left" -gt 0 ] && is_waiting_for_mount; do
    sleep 1
    left=$((left - 1))
  done
}

is_waiting_for_mount() {
  [ -z "${POLICY_KIOSK_MOUNTS+set}" ] && ls /dev/disk/by-id/usb-* >/dev/null 2>&1 && ! grep -qE ' (/run)?/(media|mnt)' /proc/mounts
}

# One launcher at a time writes; a second one opens what there is.
take_all() {
  if command -v flock >/dev/null 2>&1 && ! flock -n 9; then return; fi
  deadline=$(($(date +%s) + stick_seconds))
  if [ $# -gt 0 ]; then
    for folder in "$@"; do take "$folder"; done
  else
    wait_for_sticks
    take_from_sticks
  fi
}

find_browser() {
  for name in "${POLICY_KIOSK_BROWSER:-}" chromium chromium-browser google-chrome-stable google-chrome \
    uos-browser-stable browser qaxbrowser-safe-stable kylin-browser; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  return 1
}

# Until the staff ends it: `hall` starts the browser again when it ends, when its page is dead, frozen or another one,
# and once a day while nobody is there. Each browser begins with nothing left of the visitors before.
show() {
  page=$home/notice.html
  if [ -n "$slot" ]; then page=$content/$slot/kiosk.html; fi
  # Silent printing where the hall has a printer, by the same signed setting that shows the button. Without a printer it
  # would open a window for saving a file.
  printing=
  if grep -q '"printer": true' "$page"; then printing=--kiosk-printing; fi
  # No memory of a visitor goes to the disk in a core file, and no screen saver covers the page.
  ulimit -c 0
  if command -v xset >/dev/null 2>&1; then xset s off s noblank -dpms >/dev/null 2>&1; fi
  run=${XDG_RUNTIME_DIR:-/tmp}
  if [ ! -w "$run" ]; then run=$content; fi
  "$home/policy-index" hall --page "$page" --run "$run" --stop "$content/stop" -- "$browser" --kiosk --no-first-run \
    --no-default-browser-check --noerrdialogs --disable-session-crashed-bubble --disable-pinch \
    --overscroll-history-navigation=0 --disable-component-update --disable-breakpad --incognito --password-store=basic \
    ${printing:+"$printing"} 2>&1 | while read -r line; do
    say "$line"
    shorten_log
  done
}

if [ "${1-}" = --stop ]; then
  : >"$content/stop"
  exit
fi
only_update=
if [ "${1-}" = --update-only ]; then
  only_update=1
  shift
fi
mkdir -p "$content" || exit 1
shorten_log
choose
take_all "$@" 9>"$content/lock"
if [ -n "$only_update" ]; then
  [ -n "$slot" ]
  exit
fi
if ! browser=$(find_browser); then
  say "找不到 Chromium 内核的浏览器；请安装，或在 $home/kiosk.conf 中写明 POLICY_KIOSK_BROWSER。"
  exit 1
fi
show
