const signs = ["pointermove", "scroll", "keydown", "touchstart"];

function load() {
  for (const sign of signs) removeEventListener(sign, load);
  import("/zc/embed.js");
}

for (const sign of signs) addEventListener(sign, load, { passive: true });
