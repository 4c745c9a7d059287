// From the box that is there before the program to the program's own. Used by boot.js (our page) and widget.js
// (somebody else's).

/** A composition in which nothing happens for so long is over, whatever the input method says. */
const FORGOTTEN_MS = 10000;

/**
 * Follows the input methods inside `target`. What it returns waits, when called, until none is composing: taking the box
 * away in the middle of a composition would cut the input method off. iOS does not send compositionend on 完成 or on a
 * tap elsewhere: leaving the box ends a composition too, and an `input` that says that nothing composes.
 */
export function followComposition(target) {
  let timer;
  let composing = false;
  const waiting = [];
  const end = () => {
    composing = false;
    clearTimeout(timer);
    for (const done of waiting.splice(0)) setTimeout(done);
  };
  const goOn = () => {
    composing = true;
    clearTimeout(timer);
    timer = setTimeout(end, FORGOTTEN_MS);
  };
  for (const name of ["compositionstart", "compositionupdate"]) target.addEventListener(name, goOn);
  for (const name of ["compositionend", "change", "focusout"]) target.addEventListener(name, end);
  target.addEventListener("input", (event) => event.isComposing === false && end());
  return () => composing && new Promise((done) => waiting.push(done));
}

/**
 * Waits until the program has rendered what `find` returns, and returns it; undefined if it does not come. That is at the
 * end of the queue of small tasks, before the next key or frame; but a program that has rendered for 16 ms already, other
 * elements say, goes on in a task of its own.
 */
export async function rendered(find) {
  for (let turn = 0; turn < 100 && !find(); turn++) await (turn < 10 ? undefined : new Promise((done) => setTimeout(done)));
  return find();
}

/**
 * Calls `begin`, which starts the program, and puts what the reader has in hand in `input` into the program's box, which
 * `find` returns once it is there. This happens before anything else can: a key pressed between the two boxes would go
 * nowhere, and on a slow device there is time for one. Returns what `begin` does.
 */
export async function handOver(input, begin, find) {
  const isActive = () => !!input && input.getRootNode().activeElement === input;
  const { value: asked } = input || {};
  const wasActive = isActive();
  const begun = begin();
  const next = await rendered(find);
  if (!input || !next) return begun;
  const isTyping = wasActive || isActive();
  const { value, defaultValue, selectionStart, selectionEnd } = input;
  // Also an emptied box; but one that was empty from the start does not hide the query of the address.
  if (value || defaultValue) next.value = value;
  if (value !== asked) next.dispatchEvent(new Event("input", { bubbles: true }));
  if (isTyping) {
    next.focus({ preventScroll: true });
    next.setSelectionRange(selectionStart, selectionEnd);
  }
  return begun;
}
