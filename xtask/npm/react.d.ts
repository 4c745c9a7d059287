// `import "policy-lookup/react"`: the element in TSX of React.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { PolicyLookupAttributes, PolicyLookupElement } from "./dist/embed.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "policy-lookup": DetailedHTMLProps<HTMLAttributes<PolicyLookupElement>, PolicyLookupElement> &
        PolicyLookupAttributes;
    }
  }
}
