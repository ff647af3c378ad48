import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { bindEmails, defineEmail, writeEmail } from './index.ts'

const noticeEmail = defineEmail('notice', Type.Object({ word: Type.String() }))
const writer = writeEmail(noticeEmail, async ({ data }) => ({ subject: data.word, paragraphs: [] }))

test('an email without a writer, with two, or unknown to the service stops the start', () => {
  expect(bindEmails([noticeEmail], [writer]).size).toBe(1)
  expect(() => bindEmails([noticeEmail], [])).toThrow(TypeError)
  expect(() => bindEmails([noticeEmail], [writer, writer])).toThrow(TypeError)
  expect(() => bindEmails([], [writer])).toThrow(TypeError)
  expect(() => bindEmails([noticeEmail, noticeEmail], [writer])).toThrow(TypeError)
})

test('data that does not fit its schema never reaches the writer', async () => {
  const message = { id: 'id', userId: null, recipient: 'reader@example.com', createdAt: new Date() }
  expect(await writer.write({ ...message, data: { word: 'heron' } })).toMatchObject({ subject: 'heron' })
  for (const data of [{ word: 5 }, {}, null, 'heron'])
    await expect(writer.write({ ...message, data })).rejects.toBeInstanceOf(TypeError)
})
