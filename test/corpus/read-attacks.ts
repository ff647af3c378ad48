import { readdirSync, readFileSync } from 'node:fs'

export interface Attack {
  /** `class: name`, unique. */
  title: string
  source: string
  /** The expected rejection; null if the output must be a harmless picture. */
  rejection: string | null
}

/** Reads `attacks/<class>.txt`: blocks that begin with `=== name` or `=== name | rejects code`. */
export const readAttacks = (): Attack[] => {
  const folder = new URL('./attacks/', import.meta.url)
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readBlocks(file.replace(/\.txt$/, ''), readFileSync(new URL(file, folder), 'utf8')))
}

const readBlocks = (className: string, text: string): Attack[] =>
  `\n${text}`
    .split('\n=== ')
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n')
      const [name = '', verdict] = block.slice(0, end).split(' | rejects ')
      return { title: `${className}: ${name}`, source: block.slice(end + 1).replace(/\n$/, ''), rejection: verdict ?? null }
    })
