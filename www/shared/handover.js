// From the box that stands there before the program to the program's own. Used by boot.js (our page) and widget.js
// (somebody else's).

/**
 * Follows the input methods inside `target`. What it returns waits, when called, until none is composing: taking the box
 * away in the middle of a composition would cut the input method off.
 */
export function followComposition(target) {
  let composing = false;
  target.addEventListener("compositionstart", () => (composing = true));
  target.addEventListener("compositionend", () => (composing = false));
  const ended = (done) => target.addEventListener("compositionend", () => setTimeout(done), { once: true });
  return () => composing && new Promise(ended);
}

/**
 * Calls `begin`, which starts the program, and puts what the reader has in hand in `input` into the program's box, which
 * `find` returns once it is there. This happens before anything else can: a key pressed between the two boxes would go
 * nowhere, and on a slow device there is time for one. Returns what `begin` does.
 */
export async function handOver(input, begin, find) {
  const { value, defaultValue, selectionStart, selectionEnd } = input || {};
  const isTyping = input && input.getRootNode().activeElement === input;
  const begun = begin();
  // The program renders at the end of the queue of small tasks, before the next key or frame.
  for (let turn = 0; turn < 10 && !find(); turn++) await undefined;
  const next = find();
  if (!input || !next) return begun;
  // Also an emptied box; but one that was empty from the start does not hide the query of the address.
  if (value || defaultValue) next.value = value;
  if (isTyping) {
    next.focus({ preventScroll: true });
    next.setSelectionRange(selectionStart, selectionEnd);
  }
  return begun;
}
