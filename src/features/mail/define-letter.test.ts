import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { bindLetters, defineLetter, writeLetter } from './index.ts'

const noticeLetter = defineLetter('notice', Type.Object({ word: Type.String() }))
const writer = writeLetter(noticeLetter, async ({ data }) => ({ subject: data.word, paragraphs: [] }))

test('a letter without a writer, with two, or unknown to the service stops the start', () => {
  expect(bindLetters([noticeLetter], [writer]).size).toBe(1)
  expect(() => bindLetters([noticeLetter], [])).toThrow(TypeError)
  expect(() => bindLetters([noticeLetter], [writer, writer])).toThrow(TypeError)
  expect(() => bindLetters([], [writer])).toThrow(TypeError)
  expect(() => bindLetters([noticeLetter, noticeLetter], [writer])).toThrow(TypeError)
})

test('data that does not fit its schema never reaches the writer', async () => {
  const letter = { id: 'id', userId: null, recipient: 'reader@example.com', createdAt: new Date() }
  expect(await writer.write({ ...letter, data: { word: 'heron' } })).toMatchObject({ subject: 'heron' })
  for (const data of [{ word: 5 }, {}, null, 'heron'])
    await expect(writer.write({ ...letter, data })).rejects.toBeInstanceOf(TypeError)
})
