// `import "policy-lookup/jsx"`: the element in TSX of Preact, Solid and others with a global namespace JSX.
import type { PolicyLookupAttributes } from "./dist/embed.js";

declare global {
  namespace JSX {
    interface IntrinsicElements {
      "policy-lookup": PolicyLookupAttributes & { [name: string]: unknown };
    }
  }
}
