import type { Computed } from './computed.ts'

/**
 * Grammars of attribute values. Each takes a value without white space around it, and what it is resolved
 * against, and answers the value to write in its canonical form, or null where it is not understood. Reading
 * what was written gives the same again.
 */
export type Grammar = (value: string, at: Computed) => string | null
