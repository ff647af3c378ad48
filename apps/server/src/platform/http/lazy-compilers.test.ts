import fastify from 'fastify'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { createLazyCompilers } from './lazy-compilers.ts'

function createApp() {
  const compilers = createLazyCompilers()
  const app = fastify({ schemaController: { compilersFactory: compilers } })
  keep({ [Symbol.asyncDispose]: () => app.close() })
  app.addHook('onRequest', compilers.load)
  return app
}

const named = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }

it('concurrent requests before the compilers are loaded are validated, and their answers serialised', async () => {
  const app = createApp()
  app.post('/notes', { schema: { body: named, response: { 200: named } } }, async (req) => ({
    ...(req.body as object),
    secret: 'not in the schema',
  }))
  const bodies = [{ name: 'a' }, {}, { name: 'b' }, {}]
  const answers = await Promise.all(bodies.map((body) => app.inject({ method: 'POST', url: '/notes', body })))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200, 400])
  expect(answers[0]?.json()).toEqual({ name: 'a' })
  expect(answers[1]?.json()).toMatchObject({ code: 'FST_ERR_VALIDATION' })
})

it('a schema that cannot be compiled fails the requests of its route, and no others', async () => {
  const app = createApp()
  app.post('/broken', { schema: { body: { type: 'nothing' } } }, async () => 'reached')
  app.post('/notes', { schema: { body: named } }, async () => 'reached')
  const ask = (url: string) => app.inject({ method: 'POST', url, body: { name: 'a' } })
  for (let turn = 0; turn < 2; turn += 1) expect((await ask('/broken')).statusCode).toBe(500)
  expect((await ask('/notes')).body).toBe('reached')
})
