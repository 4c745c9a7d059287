// Counts the questions that found no answer, where the staff of a device asked for it. How a question was put, and how
// often: not by whom, not when. Nothing leaves the device but by the staff's own hand, as the lines that
// `policy-index questions --from` sorts. Loaded after the first answer.

/** Not one of the names that a kiosk wipes after each visitor. */
const KEY = "policy-unanswered";
/** Half a word is no question: what stands for so long was meant. */
const SETTLED_MS = 5000;
/** The same question once more within so long is the same person's. */
const SAME_MS = 120000;
/** Enough for an editor's week; the rarest give way. */
const MOST_QUESTIONS = 500;
const MOST_CHARS = 60;

/** Whether this device counts, and what it has counted: questions with numbers. */
export function readList() {
  try {
    const { on, counts } = JSON.parse(localStorage.getItem(KEY));
    return { on: on === true, counts: new Map(counts) };
  } catch (error) {
    // Nothing is there, or nothing may be stored.
    return { on: false, counts: new Map() };
  }
}

/** Whether it could be kept. */
export function writeList({ on, counts }) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ on, counts: [...counts] }));
    return true;
  } catch (error) {
    return false;
  }
}

/** Only how a question is put: what holds the number of a person or a telephone stays away. */
function isQuestion(text) {
  return text.length > 1 && text.length <= MOST_CHARS && !/[0-9０-９]{5}|@/.test(text.replace(/\s/g, ""));
}

/** A list with one more. */
export function counted(counts, question) {
  const all = new Map(counts);
  all.set(question, (all.get(question) || 0) + 1);
  return all.size <= MOST_QUESTIONS ? all : new Map(ranked(all).slice(0, MOST_QUESTIONS - 1).concat([[question, 1]]));
}

/** The most asked first. */
export function ranked(counts) {
  return [...counts].sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1));
}

/** As `policy-index questions --from` reads it. */
export function toLines(counts) {
  return ranked(counts).map(([query, count]) => `${JSON.stringify({ query, count })}\n`).join("");
}

/** Calls `add` with every question that the page could not answer, once it stands. */
export function watchQuestions(add) {
  let asked = "";
  let timer;
  let last = {};
  const settle = () => {
    clearTimeout(timer);
    const question = asked;
    asked = "";
    const isSame = question === last.question && Date.now() - last.time < SAME_MS;
    if (!isQuestion(question) || isSame) return;
    last = { question, time: Date.now() };
    add(question);
  };
  const hear = (question, isAnswered) => {
    // Whoever types on has not asked yet.
    if (!question.startsWith(asked) && !asked.startsWith(question)) settle();
    clearTimeout(timer);
    asked = isAnswered ? "" : question;
    if (asked) timer = setTimeout(settle, SETTLED_MS);
  };
  document.addEventListener("policy-lookup:search", ({ detail }) => hear(detail.query.trim(), detail.confident));
  hear(alreadyAsked(), false);
  addEventListener("pagehide", settle);
}

/** What was asked in vain before anybody listened: by a link, or while the page was on its way. */
function alreadyAsked() {
  const isInVain = document.querySelector(".policy-lookup__notice--ways");
  return (isInVain && new URLSearchParams(location.hash.slice(1)).get("q")) || "";
}

/** Counts on this device from now on, if its staff, or `always`, says so. */
export function countHere(always) {
  if (!always && !readList().on) return false;
  watchQuestions((question) => {
    const { on, counts } = readList();
    if (on || always) writeList({ on, counts: counted(counts, question) });
  });
  return true;
}
