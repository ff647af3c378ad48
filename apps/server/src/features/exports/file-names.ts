import { nameWordsOf } from '../gallery/index.ts'

/** `file`: lower-case words with dashes, also the id of a symbol. `component`: for React. */
export type PictureNames = { file: string; component: string }

const charsMax = 60

/**
 * Names of the pictures of a set, from the words of their prompts. No two are equal, also on systems that
 * ignore case.
 */
export function namePictures(prompts: readonly string[]): PictureNames[] {
  const taken = new Set<string>()
  return prompts.map((prompt) => {
    const base = wordsOf(prompt).join('-').slice(0, charsMax).replace(/-+$/, '') || 'picture'
    let file = base
    for (let at = 2; taken.has(file); at += 1) file = `${base}-${at}`
    taken.add(file)
    return { file, component: componentOf(file) }
  })
}

/** The first begins with a letter, so that they can be an id. */
function wordsOf(prompt: string): string[] {
  const words = nameWordsOf(prompt).map((word) => word.toLowerCase())
  return /^[a-z]/.test(words[0] ?? '') ? words : ['picture', ...words]
}

const componentOf = (file: string) =>
  file
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
