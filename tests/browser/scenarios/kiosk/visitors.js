// Visitors at a kiosk, as quick as the page lets them: they touch, type, open, and go away until the attract screen is
// back. Runs in the page, because a touch by WebDriver takes longer than a whole visit here.

const questions = arguments[0];

globalThis.visitors = {
  slowestFrame: 0,
  num: 0,
  async come(num) {
    for (let i = 0; i < num; i++) await visit(questions[this.num++ % questions.length]);
  },
};

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) visitors.slowestFrame = Math.max(visitors.slowestFrame, duration);
}).observe({ type: "longtask" });

const find = (selector) => document.querySelector(selector);
const frame = () => new Promise((done) => setTimeout(done, 5));
/** What was typed is shown in the next frame, and nobody touches what is not shown. */
const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/**
 * A visit takes a second; twenty are a fault. Who waits for something touches the screen meanwhile, or a slow machine would
 * take the visitor for gone; who waits for the end does not.
 */
async function seen(selector, { gone = false } = {}) {
  for (const end = performance.now() + 20000; performance.now() < end; await frame()) {
    const found = find(selector);
    if (found) return found;
    if (!gone) document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    const stay = !gone && find(".policy-lookup__kiosk-stay");
    if (stay) touch(stay);
  }
  throw new Error(`${selector} did not come, number ${visitors.num}`);
}

function touch(element) {
  for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup"]) {
    element.dispatchEvent(new PointerEvent(name, { bubbles: true, composed: true, cancelable: true }));
  }
  element.click();
}

async function visit(question) {
  touch(await seen(".policy-lookup__kiosk-begin"));
  const box = await seen(".policy-lookup__input");
  touch(box);
  for (const letter of question) {
    box.value += letter;
    box.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter, inputType: "insertText" }));
    await frame();
  }
  await shown();
  await seen(".policy-lookup__hit, .policy-lookup__kiosk-none");
  const hit = find(".policy-lookup__hit a");
  if (hit) {
    touch(hit);
    await seen(".policy-lookup__clause");
  }
  await seen("[role=alertdialog]", { gone: true });
  await seen(".policy-lookup__kiosk-begin", { gone: true });
}
