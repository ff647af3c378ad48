import fastify from 'fastify'
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { defineErrors, platformErrors } from '../errors/index.ts'
import { type App, givenAsText, unchecked } from '../http/index.ts'
import { type ApiFacts, collectOperations, operation } from './index.ts'

const errors = defineErrors({ no_tree: { status: 404, text: 'There is no such tree' } })
const elsewhere = defineErrors({ felled: { status: 409, text: 'Too late' } })

const facts: ApiFacts = {
  info: { title: 'Trees', version: '1.0.0', description: '', license: { name: 'MIT', identifier: 'MIT' } },
  tags: [{ name: 'Trees', description: '' }],
  errors: { ...platformErrors, ...errors },
  adminErrors: { everywhere: platformErrors.not_found, onWrite: platformErrors.not_found },
  scopes: ['trees'],
  keyErrors: {
    checked: [platformErrors.invalid_token],
    outOfScope: platformErrors.not_found,
    refused: platformErrors.foreign_origin,
  },
  workspaces: {
    leastRoleOf: ({ workspaceRole }) => workspaceRole,
    problems: { entered: [platformErrors.not_found], refused: platformErrors.foreign_origin },
  },
  securitySchemes: { session: {}, refreshToken: {}, csrf: {}, bearer: {}, apiKey: {} },
}

const plant = operation({
  tags: ['Trees'],
  summary: 'Plant a tree',
  access: 'visitor',
  body: unchecked(Type.Object({ height: Type.Integer({ maximum: 30 }) })),
  querystring: givenAsText(Type.Object({ row: Type.Optional(Type.Integer()) })),
  response: { 201: Type.Object({ id: Type.String() }, { title: 'Tree' }) },
  problems: [errors.no_tree],
})

it('refuses a route without an operation', async () => {
  const app = fastify() as unknown as App
  collectOperations(app, facts)
  expect(() => app.get('/silent', async () => '')).toThrow('GET /silent has no operation')
})

it('shows the contract of input that a route accepts without validation', async () => {
  const app = fastify() as unknown as App
  const readDocument = collectOperations(app, facts)
  app.post('/trees', { schema: plant }, async (req, reply) =>
    reply.code(201).send({ id: `${req.body.height}` }),
  )
  const taken = await app.inject({ method: 'POST', url: '/trees?row=x', payload: { height: 'tall' } })
  expect(taken.json()).toEqual({ id: 'tall' })
  const { paths, components } = await readDocument('3.1')
  const call = paths['/trees']?.post
  expect(call?.requestBody?.content['application/json']?.schema).toMatchObject({
    properties: { height: { type: 'integer', maximum: 30 } },
    required: ['height'],
  })
  expect(call?.parameters).toMatchObject([{ in: 'query', name: 'row', schema: { type: 'integer' } }])
  expect(components.schemas.Tree).toMatchObject({ type: 'object' })
})

it('refuses a problem whose code is in no catalogue', async () => {
  const app = fastify() as unknown as App
  const readDocument = collectOperations(app, facts)
  app.post('/trees', { schema: operation({ ...plant, problems: [elsewhere.felled] }) }, async (_req, reply) =>
    reply.code(201).send({ id: '' }),
  )
  await app.ready()
  await expect(readDocument('3.1')).rejects.toThrow('the code felled is in no catalogue')
})
