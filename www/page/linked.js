// Before the first paint: an address that leads to hits, a clause or a document must not show the start page first, and who
// reads in large type or another language sees nothing that the program would only move about. Run by the head of
// index.html, while the style sheet is on its way.
const shown = document.documentElement.classList;
if (/[#&](q|c|a|k|d|doc|id)=/.test(location.hash)) shown.add("policy-lookup-linked");
try {
  const kept = localStorage.getItem("policy-lookup.preferences");
  if (kept && !/^standard \w+ zh-Hans /.test(kept)) shown.add("policy-lookup-kept");
} catch (error) {
  // Storage is blocked, so nothing was chosen.
}
