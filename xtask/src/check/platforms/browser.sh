#!/bin/sh
# Stands for Chromium, which answers on descriptor 4. While there is a file `frozen` beside it, it is silent. It writes
# down each start, and ends with whoever started it.
for page; do :; done
echo "$page" >>"${0%/*}/starts"
while kill -0 "$PPID" 2>/dev/null; do
  if [ ! -e "${0%/*}/frozen" ]; then printf '{"id":2,"result":{"result":{"value":"free"}}}\0' >&4 || exit 0; fi
  sleep 0.2
done
