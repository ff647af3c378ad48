import { buildLibrary, type Library } from './concepts/library.ts'
import { createGloss } from './reading/gloss.ts'
import { readPrompt } from './reading/read-prompt.ts'
import type { Reading } from './reading/reading.ts'

/** What composing needs, built once per process: what can be drawn, and how to read what is asked. */
export type Studio = { library: Library; read(prompt: string): Reading }

/** Some 250 ms of CPU and 15 MB that stay. */
export function openStudio(): Studio {
  const library = buildLibrary()
  const gloss = createGloss(library)
  return { library, read: (prompt) => readPrompt(library, gloss(prompt)) }
}
