// A website's own module worker that searches: no window, no elements.

import { PolicyIndex } from "./embed.js";

try {
  const index = await PolicyIndex.load();
  postMessage(index.search("轮椅", { collection: "rehab", limit: 3 }));
} catch (error) {
  postMessage({ failed: `${error.code} ${error.message}` });
}
