import type { ReadOptions } from './reading/read-sentence.ts'

/** A sentence, and what was decided beside it. */
export type ComposerRequest = ReadOptions & { prompt: string }
