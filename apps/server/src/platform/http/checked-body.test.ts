import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { type AppError, defineErrors } from '../errors/index.ts'
import { bodyCheckOf, checkedBody, readOptionalText } from './checked-body.ts'

const errors = defineErrors({
  bad_title: { status: 400, text: { required: 'No title', maxLength: 'Long title', shouted: 'Loud' } },
  bad_contact: { status: 400, text: { format: 'No address', maxLength: 'Long address' } },
  bad_size: { status: 422, text: 'No such size' },
})
const schema = checkedBody(
  Type.Object({
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    title: Type.String({ minLength: 1, maxLength: 5 }),
    note: Type.Optional(Type.String()),
    contact: Type.Optional(Type.String({ format: 'email', maxLength: 20 })),
    isDraft: Type.Optional(Type.Boolean()),
  }),
  {
    title: {
      problems: errors.bad_title,
      refuse: async (title) => (title === title.toUpperCase() ? errors.bad_title.shouted : undefined),
    },
    size: { read: (given) => given ?? undefined, problems: errors.bad_size },
    note: { read: readOptionalText, problems: errors.bad_size },
    contact: { problems: errors.bad_contact },
  },
)
const check = (body: Record<string, unknown>) =>
  bodyCheckOf(schema)?.(body).catch(({ code, status, message, options }: AppError) => ({
    code,
    status,
    message,
    path: options.details?.[0]?.path,
  }))

it.each<[Record<string, unknown>, string, string]>([
  [{}, 'No title', '/title'],
  [{ title: 7 }, 'No title', '/title'],
  [{ title: null }, 'No title', '/title'],
  [{ title: ' \u200b ' }, 'No title', '/title'],
  [{ title: 'flower' }, 'Long title', '/title'],
  [{ title: 'OAK' }, 'Loud', '/title'],
  [{ title: 'oak', size: 'tall' }, 'No such size', '/size'],
  [{ title: 'oak', size: 10 }, 'No such size', '/size'],
  [{ title: 'oak', contact: 'forester' }, 'No address', '/contact'],
  [{ title: 'oak', contact: `${'x'.repeat(300)}@example.com` }, 'Long address', '/contact'],
])('%j is refused in the words of its field', async (body, message, path) => {
  expect(await check(body)).toMatchObject({ message, path })
})

it('when several fields are wrong, the first in the order of the rules is reported', async () => {
  expect(await check({ size: 10, title: '' })).toMatchObject({ code: 'bad_title', status: 400 })
})

it.each(['yes', null, 1])('an optional field without rules that holds %j is ignored', async (isDraft) => {
  expect(await check({ title: 'oak', isDraft })).toEqual({ title: 'oak' })
})

it('a valid body is trimmed, and has no absent or unknown fields', async () => {
  expect(await check({ title: ' oak\n', size: null, note: ' ', planted: true })).toEqual({ title: 'oak' })
})

it('counts visible characters', async () => {
  // Five letters, each with a mark of its own.
  expect(await check({ title: 'e\u0301'.repeat(5) })).toEqual({ title: 'e\u0301'.repeat(5) })
})

it('a name that every object has is no field of the body', async () => {
  const odd = checkedBody(Type.Object({ constructor: Type.Optional(Type.String()) }), {})
  expect(await bodyCheckOf(odd)?.({})).toEqual({})
})
