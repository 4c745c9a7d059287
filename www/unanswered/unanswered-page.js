// The staff's page: whether this device counts the questions without an answer, which it has counted, and the way out for
// them. All of it happens here; nothing is sent.

import { ranked, readList, toLines, writeList } from "./unanswered.js";

const find = (selector) => document.querySelector(selector);
const [toggle, clear] = [find("input"), find("[data-do=clear]")];
const CLEAR = clear.textContent;

function show() {
  const { on, counts } = readList();
  toggle.checked = on;
  const rows = ranked(counts);
  const sum = rows.reduce((total, [, count]) => total + count, 0);
  const none = on ? "还没有。查询页开着，查不到的问题停留五秒就记一次。" : "还没有。";
  find(".unanswered__sum").textContent = rows.length ? `${rows.length} 个问题，共 ${sum} 次。` : none;
  find("table").hidden = find(".unanswered__export").hidden = !rows.length;
  const body = find("tbody");
  body.textContent = "";
  for (const row of rows) {
    const line = body.insertRow();
    for (const cell of row) line.insertCell().textContent = cell;
  }
  find("textarea").value = toLines(counts);
}

/** Keeps a list; says so where the browser keeps nothing. */
function keep(list) {
  const isKept = writeList(list);
  find(".unanswered__problem").textContent = isKept ? "" : "这个浏览器不允许网页保存内容，不能记录。";
  show();
}

function say(done) {
  find(".unanswered__done").textContent = done;
}

toggle.disabled = false;
toggle.addEventListener("change", () => keep({ ...readList(), on: toggle.checked }));

find("[download]").addEventListener("click", ({ currentTarget }) => {
  const file = URL.createObjectURL(new Blob([find("textarea").value], { type: "application/jsonl" }));
  currentTarget.href = file;
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(file), 60000);
});

find("[data-do=copy]").addEventListener("click", async () => {
  const area = find("textarea");
  try {
    await navigator.clipboard.writeText(area.value);
  } catch (error) {
    // Without https there is no clipboard, but the old way.
    area.select();
    if (!document.execCommand("copy")) return say("没有复制成，请从下面的框里复制。");
  }
  say("已复制。");
});

/** Twice: what is gone is gone. */
clear.addEventListener("click", () => {
  if (clear.textContent === CLEAR) {
    clear.textContent = "再点一次，清空";
    return;
  }
  keep({ ...readList(), counts: new Map() });
  clear.textContent = CLEAR;
});
clear.addEventListener("blur", () => (clear.textContent = CLEAR));

// Another page of this device counts while this one is open.
addEventListener("storage", show);
addEventListener("pageshow", show);
show();
