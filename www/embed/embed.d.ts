// Types of embed.js, written by hand and checked by `cargo xtask test scripts` on tests/data/typescript/example.ts.

/** How a clause matched: as typed, by another word, by its sound, by a likely slip, by its plain-language note,
    by the way people ask for it. */
export type Why = "literal" | "synonym" | "pinyin" | "homophone" | "typo" | "plain" | "question";

/** What can go wrong, as `code` of an Error and in the detail of `policy-lookup:error`. */
export type ErrorCode = "network" | "damaged" | "version" | "wasm-blocked" | "mime" | "bad-argument";

/** Every Error that this module throws or rejects with. */
export interface PolicyLookupError extends Error {
  readonly code: ErrorCode;
}

/** From and to (exclusive), in UTF-16 units, as `String.prototype.slice` counts. */
export type Range = readonly [from: number, to: number];

export interface Hit {
  /** `2022-31-4-1`; also the anchor in policies.html. */
  readonly id: string;
  readonly collection: string;
  /** 文号 */
  readonly document: string;
  /** Printed headings, outermost first. */
  readonly path: readonly string[];
  readonly title: string;
  /** The official words. */
  readonly text: string;
  /** Larger is better; not comparable across queries. */
  readonly score: number;
  readonly why: readonly Why[];
  /** How far its document is in force, in its own words, on the day of the device; none where the clock is not right. */
  readonly validity?: Validity;
  readonly highlights: { readonly title: readonly Range[]; readonly text: readonly Range[] };
}

export interface Validity {
  readonly state: "not_yet" | "in_force" | "expired" | "repealed" | "amended" | "planned" | "plan_over" | "unstated";
  /** First day, `2024-02-01`. */
  readonly from: string | null;
  /** Last day. */
  readonly until: string | null;
  /** Where that stands, or which document ended or changed this one. */
  readonly basis: string;
}

export interface SearchPage {
  readonly query: string;
  /** Whether the hits answer the question; otherwise they are only near it. */
  readonly confident: boolean;
  /** How likely the first hit answers the question, 0 to 1. */
  readonly probability: number;
  /** Best first. */
  readonly hits: readonly Hit[];
  /** Duration in microseconds. */
  readonly micros: number;
}

export interface SearchOptions {
  /** Id of a collection. */
  collection?: string | null;
  /** Name of an audience: 残疾人, 企业 … */
  audience?: string | null;
  /** Short name of a department: 市残联 … */
  department?: string | null;
  /** Most hits; 20 if not given. */
  limit?: number | null;
  /** Only what stands in the text as typed. */
  literal?: boolean | null;
}

export interface Suggestion {
  /** What to put into the box. */
  readonly text: string;
  /** The clause it is the title of, if it is one. */
  readonly clause: string | null;
  /** Whether it is a question people ask (相似问). */
  readonly question: boolean;
  readonly num_clauses: number;
}

/** 便民说明: everyday words, never official. Empty strings where there is nothing to say. */
export interface PlainNote {
  readonly summary: string;
  readonly who: string;
  readonly what: string;
  readonly contact: string;
  /** Empty while no official has checked it. */
  readonly reviewed_by: string;
}

export interface Clause {
  readonly id: string;
  readonly collection: string;
  readonly document: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly plain: PlainNote | null;
  readonly departments: readonly string[];
  /** Ready to be quoted. */
  readonly citation: string;
  readonly validity: Validity | null;
}

export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly num_clauses: number;
}

/** The search without the interface, in pages and in module workers. */
export class PolicyIndex {
  private constructor();
  /**
   * Fetches program and index, or another index of the same format from `url`. Called twice, it fetches once.
   * Rejects with a {@link PolicyLookupError}.
   */
  static load(url?: string | URL): Promise<PolicyIndex>;
  /** Throws `bad-argument` for a name that the index does not have. */
  search(query: string, options?: SearchOptions): SearchPage;
  suggest(prefix: string, options?: { limit?: number | null }): Suggestion[];
  /** `null` if there is no such clause. */
  clause(id: string): Clause | null;
  collections(): Collection[];
  readonly data_version: string;
}

export interface LibraryPage extends SearchPage {
  /** Clauses that match. */
  readonly num_hits: number;
  /** Whether there may be more than `num_hits`: lists of common words are cut. */
  readonly more: boolean;
  /** Whether files did not come: words of the query may not have been looked up. */
  readonly incomplete: boolean;
}

/** The search over a library of many files. `num_clauses` of its suggestions is 0: they are not counted. */
export class PolicyLibrary {
  private constructor();
  /**
   * `url` is the library's root; `offline`: files that were fetched are kept on the device and answer without a network.
   * Rejects with a {@link PolicyLookupError}.
   */
  static open(url: string | URL, options?: { offline?: boolean }): Promise<PolicyLibrary>;
  /** Once `signal` is aborted, a search asks for no more files and rejects with its reason. */
  search(query: string, options?: SearchOptions & { signal?: AbortSignal }): Promise<LibraryPage>;
  suggest(prefix: string, options?: { limit?: number | null }): Promise<Suggestion[]>;
  clause(id: string): Promise<Clause | null>;
  collections(): Promise<Collection[]>;
  readonly data_version: string;
  /** What was fetched since it was opened, the root included. */
  readonly fetched: { readonly files: number; readonly bytes: number };
}

/**
 * `<policy-lookup>`. Every attribute is a property too; setting one is a command, also to the value that it has. The
 * attributes are told in GUIDE.md.
 */
export interface PolicyLookupElement extends HTMLElement {
  /** Id of the collection that is searched; all of them if empty. */
  collection: string;
  mode: "standard" | "elder" | "";
  theme: "auto" | "light" | "dark" | "";
  /** What is asked. */
  query: string;
  /** Address of another index than that of this release, or of the root of a library (`…/root`). */
  src: string;
  /** Most hits that are listed; all of them are on the page of its own. */
  maxHits: string | number;
  /** Level of its headings, 1 to 6, below those of the page. */
  headingLevel: string | number;
  /** Whether the query is kept in the address of the page. */
  urlState: boolean;
  /** Whether it is a frame, for pages without WebAssembly. Read once, when the element comes near. */
  frame: boolean;
  /**
   * Whether the page of its own is kept for use without a network, and the files of a library that were fetched. Read once,
   * when the element comes near.
   */
  offline: boolean;
  /** Asks as if it had been typed, and loads the program if it is not there. */
  search(query: string): void;
  /** Back to how it was before anybody asked: no query, no filters. */
  clear(): void;
  /** All that the element says at present. */
  text(): string;
}

/** The attributes of `<policy-lookup>`, as written in markup. */
export interface PolicyLookupAttributes {
  collection?: string;
  mode?: "standard" | "elder";
  theme?: "auto" | "light" | "dark";
  lang?: string;
  query?: string;
  src?: string;
  "max-hits"?: string | number;
  "heading-level"?: string | number;
  "url-state"?: boolean | "" | "true" | "false";
  frame?: boolean | "" | "true" | "false";
  offline?: boolean | "" | "true" | "false";
}

export interface PolicyLookupEventMap {
  "policy-lookup:search": CustomEvent<{
    readonly query: string;
    readonly collection: string;
    readonly num_hits: number;
    readonly confident: boolean;
  }>;
  /** Filters were set or lifted; empty lists and texts where there is none. */
  "policy-lookup:filter": CustomEvent<{
    readonly collection: string;
    /** 文号 of the document that is searched within. */
    readonly document: string;
    readonly audience: readonly string[];
    readonly kind: readonly string[];
    readonly department: readonly string[];
  }>;
  "policy-lookup:open": CustomEvent<{ readonly id: string }>;
  /** The element can be used: program and index are there. */
  "policy-lookup:ready": CustomEvent<Record<string, never>>;
  "policy-lookup:error": CustomEvent<{ readonly code: ErrorCode; readonly message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "policy-lookup": PolicyLookupElement;
  }
  interface GlobalEventHandlersEventMap extends PolicyLookupEventMap {}
}
