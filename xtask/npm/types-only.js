// `policy-lookup/react`, `/vue` and `/jsx` are types and nothing else.
export {};
