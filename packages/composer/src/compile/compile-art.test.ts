import { expect, test } from 'vitest'
import { fileFromMemory } from '../art/art-file.ts'
import { artSetFacts } from '../art/set-facts.ts'
import { openLibrary } from '../concepts/library.ts'
import { compileArt } from './compile-art.ts'

const content = compileArt()

test('the art file has the same bytes each time, and is compact', () => {
  expect(content.equals(compileArt())).toBe(true)
  expect(content.length).toBeLessThan(20 * 1024 * 1024)
})

test('the art file names the holders and licences of what is in it', () => {
  const head = content.toString('utf8', 0, 4_000)
  for (const { title, licence, holder } of Object.values(artSetFacts)) {
    expect(head).toContain(title)
    expect(head).toContain(licence)
    expect(head).toContain(holder)
  }
})

test('a library opened from it knows names, words, emoji, letters and other languages, and reads every drawing', () => {
  const library = openLibrary(fileFromMemory(content))
  expect(library.named('cat')?.label).toBe('cat')
  expect(library.ofEmoji('1f98a')?.label).toBe('fox')
  expect(library.lexicon.find('beagle')?.parts).toBe('n')
  expect(library.lexicon.find('sleep')?.parts[0]).toMatch(/[nv]/)
  expect(library.lexicon.find('prairie dog')?.kin).toBe('-')
  expect(library.lexicon.find('qqxx')).toBeUndefined()
  expect(library.readFace('plain').glyphs.A?.[0]).toBeGreaterThan(300)
  expect(library.readFace('arabic').glyphs.بm?.[1]).not.toBe(library.readFace('arabic').glyphs.ب?.[1])
  expect(library.readDictionary('de').get('hund')).toBe('dog')
  expect(library.readDictionary('xx').size).toBe(0)
  let drawings = 0
  for (const name of library.names()) {
    const concept = library.named(name)
    const kept = Object.values(concept?.art ?? {}).filter((drawing) => drawing !== undefined)
    expect(kept.length, name).toBeGreaterThan(0)
    for (const drawing of kept) {
      expect(JSON.parse(library.readDrawing(drawing)), name).not.toHaveLength(0)
      drawings += 1
    }
  }
  expect(drawings).toBeGreaterThan(5_000)
})
