import { openArtFile } from './art/find-art-file.ts'
import { type Library, openLibrary } from './concepts/library.ts'
import { createGloss } from './reading/gloss.ts'
import { readPrompt } from './reading/read-prompt.ts'
import type { Reading } from './reading/reading.ts'

/** What composing needs, opened once per thread: what can be drawn, and how to read what is asked. */
export type Studio = { library: Library; read(prompt: string): Reading }

/** Some 30 ms of CPU; a second or two where the art has to be compiled first. */
export async function openStudio(): Promise<Studio> {
  const library = openLibrary(await openArtFile())
  const gloss = createGloss(library)
  return { library, read: (prompt) => readPrompt(library, gloss(prompt)) }
}
