// What the page does once it has answered: it sees to the days without a network, and counts what it could not answer
// where the staff asked for that, and says so.

import { keepOffline } from "./offline.js";
import { countHere } from "./unanswered.js";
import { wordsAt } from "./words.js";

/** `isFree`: see offline.js. `counts`: a hall's machine whose address says so. */
export function goOn({ isFree, counts }) {
  if (countHere(counts) && !isFree) sayThatItCounts();
  keepOffline({ isFree });
}

function sayThatItCounts() {
  const style = { rel: "stylesheet", href: new URL("./unanswered.css", import.meta.url).href };
  document.head.append(Object.assign(document.createElement("link"), style));
  const said = document.createElement("aside");
  said.className = "policy-lookup-counting";
  const { counting, list } = wordsAt(document.querySelector(".policy-lookup") || document.documentElement);
  said.setAttribute("aria-label", list);
  const link = Object.assign(document.createElement("a"), { href: "unanswered.html", textContent: list });
  said.append(counting, link);
  document.body.append(said);
}
