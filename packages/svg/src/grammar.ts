import type { Computed } from './computed.ts'

/**
 * Grammars of attribute values. Each takes a value without surrounding white space and its context, and
 * returns the value in its canonical form, or null if it is not understood. Applying a grammar to its own
 * result does not change it.
 */
export type Grammar = (value: string, at: Computed) => string | null
