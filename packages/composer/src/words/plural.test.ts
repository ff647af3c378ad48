import { expect, test } from 'vitest'
import { openArtFile } from '../art/find-art-file.ts'
import { findConcept } from '../concepts/find-concept.ts'
import { openLibrary } from '../concepts/library.ts'
import { pluralOf } from './plural.ts'

test.each([
  ['fox', 'foxes'],
  ['red fox', 'red foxes'],
  ['knife', 'knives'],
  ['sheep', 'sheep'],
  ['person', 'people'],
  ['old person', 'old people'],
  ['computer mouse', 'computer mice'],
  ['snowman', 'snowmen'],
  ['goose', 'geese'],
  ['butterfly', 'butterflies'],
  ['toy', 'toys'],
  ['glass of milk', 'glasses of milk'],
  ['woman in lotus position', 'women in lotus position'],
  ['scissors', 'scissors'],
  ['cherries', 'cherries'],
  ['T-shirt', 'T-shirts'],
])('several of "%s" are "%s"', (one, several) => {
  expect(pluralOf(one)).toBe(several)
})

test('what a description calls several of a thing is read as that thing', async () => {
  const library = openLibrary(await openArtFile())
  const names = [...library.names()].filter(
    (name) => !/^(?:icon|symbol)$/.test(library.named(name)?.kind ?? ''),
  )
  const misread = names.filter(
    (name) => findConcept(library, pluralOf(name))?.concept !== findConcept(library, name)?.concept,
  )
  expect(misread.length / names.length, misread.join(', ')).toBeLessThan(0.01)
})
