// `import "policy-lookup/vue"`: the element in templates of Vue.
import type { DefineComponent } from "vue";
import type { PolicyLookupAttributes } from "./dist/embed.js";

declare module "vue" {
  interface GlobalComponents {
    "policy-lookup": DefineComponent<PolicyLookupAttributes>;
  }
}
