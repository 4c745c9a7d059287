// Before the first paint: an address that leads to hits, a clause or a document must not show the start page first. Run by
// the head of index.html, while the style sheet is on its way.
if (/[#&](q|c|a|k|d|doc|id)=/.test(location.hash)) document.documentElement.className = "policy-lookup-linked";
