import type { ReadOptions } from './reading/read-sentence.ts'

/** A sentence, and the options of the request. */
export type ComposerRequest = ReadOptions & { prompt: string }
