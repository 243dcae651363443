/** A code that says all by itself. `unknown` adds nothing to the code when the two are put together. */
export type NoFacts = unknown
