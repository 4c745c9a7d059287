#!/bin/sh
# Starts the kiosk: `policy-index hall` shows the last good content and takes newer content from a USB stick if the
# installed key vouches for it. Whatever is wrong with the stick, the content that worked yesterday still starts.
#
#   launch.sh [--update-only] [FOLDER...]      without FOLDER it looks on the sticks that are mounted
#   launch.sh --stop                           ends the kiosk that is running
#
# Beside this script, installed once and never taken from a stick afterwards: policy-index, kiosk.pub (the key),
# notice.html, kiosk.conf. In content/: the folders A and B, `current` with the letter of the one in use, launch.log.
set -u
umask 022
home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
export NO_COLOR=1
# No memory of a visitor goes to the disk in a core file.
ulimit -c 0
# The hall's own settings: POLICY_KIOSK_BROWSER, POLICY_KIOSK_MOUNTS, POLICY_KIOSK_STICK_SECONDS.
set -a
# shellcheck source=/dev/null
if [ -f "$home/kiosk.conf" ]; then . "$home/kiosk.conf"; fi
set +a
exec "$home/policy-index" hall --home "$home" "$@"
