import { join } from 'node:path'
import { lintFromString, loadConfig } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { forSerialiser } from '../../apps/server/src/platform/http/answer-schema.ts'
import type { ApiDocument, ResponseObject } from '../../apps/server/src/platform/openapi/index.ts'
import { startTestApi } from '../harness/api.ts'
import { keepForSuite } from '../harness/keep.ts'
import { readSource } from '../rules/source-files.ts'

/** Every call of the wire contract. */
const contract = `
  GET /csrf  GET /health  GET /ready  GET /openapi.json  GET /openapi-3.2.json  GET /docs
  POST /auth/register  POST /auth/login  POST /auth/logout  POST /auth/refresh  GET /auth/current-user  GET /auth/whoami
  GET /auth/sessions  DELETE /auth/sessions/{id}  DELETE /auth/sessions  GET /auth/security-log
  POST /auth/forgot-password  POST /auth/reset-password  POST /auth/change-password
  POST /auth/verify-email  POST /auth/verify-email/resend
  POST /user/email  POST /auth/confirm-email  POST /auth/undo-email-change  POST /auth/not-me
  GET /auth/factors  POST /auth/second-factor  POST /auth/prove/options  POST /auth/prove
  POST /auth/passkeys/options  POST /auth/passkeys/verify  GET /auth/passkeys  PATCH /auth/passkeys/{id}  DELETE /auth/passkeys/{id}
  POST /auth/passkeys/sign-in/options  POST /auth/passkeys/sign-in
  POST /auth/totp/begin  POST /auth/totp/confirm  DELETE /auth/totp  POST /auth/recovery-codes
  GET /auth/options  GET /auth/google  GET /auth/github  GET /auth/google/callback  GET /auth/github/callback
  POST /auth/google/link  POST /auth/github/link  DELETE /auth/providers/{provider}
  GET /user/api-keys  POST /user/api-keys  PATCH /user/api-keys/{id}  DELETE /user/api-keys/{id}
  POST /user/api-keys/{id}/rotate  GET /user/api-keys/{id}/uses
  GET /user/apps  DELETE /user/apps/{id}  GET /oauth/requests/{id}  GET /oauth/requests/{id}/details
  POST /oauth/requests/{id}/decision  POST /oauth/device  POST /oauth/device/decision
  GET /user/webhooks  POST /user/webhooks  GET /user/webhooks/{id}  PATCH /user/webhooks/{id}  DELETE /user/webhooks/{id}  POST /user/webhooks/{id}/rotate
  POST /user/webhooks/{id}/test  GET /user/webhooks/{id}/deliveries  GET /user/webhooks/{id}/deliveries/{deliveryId}
  POST /user/webhooks/{id}/deliveries/{deliveryId}/redeliver
  GET /user/profile  PATCH /user/profile  GET /user/me  DELETE /user  GET /user/export  GET /user/credits
  POST /svg/generate-svg  GET /svg/models  GET /svg/generation-jobs  GET /svg/generation-jobs/{id}
  GET /svg/generation-jobs/{id}/events  POST /svg/generation-jobs/{id}/cancel
  GET /svg/history  GET /svg/public  GET /svg/{id}  GET /svg/{id}/source  GET /svg/{id}/download
  POST /svg/quote  POST /svg/sets  GET /svg/sets/{id}  GET /svg/sets/{id}/files.zip  GET /svg/{id}/plan  GET /svg/{id}/file.svg  GET /svg/{id}/file.png  GET /oembed  GET /svg/{id}/component.tsx  GET /svg/{id}/component.jsx  GET /svg/{id}/component.vue  GET /svg/{id}/component.svelte  GET /svg/{id}/component.ts
  GET /svg/{id}/file.pdf  GET /svg/{id}/favicon.zip  GET /svg/{id}/drawable.xml  GET /svg/{id}/picture.swift  GET /svg/{id}/cut.svg
  GET /svg/{id}/animated.svg  GET /svg/{id}/lottie.json  GET /svg/{id}/current-color.svg  POST /svg/files.zip
  POST /svg/{id}/edits  GET /svg/{id}/versions  POST /svg/{id}/restore  POST /svg  POST /svg/trace
  POST /gallery/{id}/report  PUT /gallery/{id}/like  DELETE /gallery/{id}/like  GET /gallery/likes  GET /gallery/most-liked
  GET /user/author  PUT /user/author  GET /authors/{handle}  GET /authors/{handle}/pictures
  GET /authors/{handle}/most-liked  GET /authors/{handle}/collections
  POST /collections  GET /collections  GET /collections/{id}  PATCH /collections/{id}  DELETE /collections/{id}
  GET /collections/{id}/pictures  PUT /collections/{id}/pictures/{pictureId}  DELETE /collections/{id}/pictures/{pictureId}
  GET /palettes  PUT /palettes/{colors}  DELETE /palettes/{colors}
  GET /user/generations  PATCH /user/generations/{id}  DELETE /user/generations/{id}
  GET /admin/users  GET /admin/users/{id}  PATCH /admin/users/{id}  POST /admin/users/{id}/credits
  POST /admin/users/{id}/suspend  POST /admin/users/{id}/restore  POST /admin/users/{id}/programs/{programId}/revoke
  GET /admin/jobs  GET /admin/jobs/{id}  POST /admin/jobs/{id}/retry  POST /admin/jobs/{id}/cancel
  GET /admin/pictures  GET /admin/pictures/{id}  DELETE /admin/pictures/{id}  POST /admin/pictures/{id}/hide
  POST /admin/pictures/{id}/show  POST /admin/pictures/{id}/dismiss-reports
  GET /admin/pages  POST /admin/pages/{kind}/{id}/hide  POST /admin/pages/{kind}/{id}/show
  POST /admin/pages/{kind}/{id}/dismiss-reports  POST /collections/{id}/report  POST /authors/{handle}/report
  GET /admin/queue  POST /admin/queue/pause  POST /admin/queue/resume  POST /admin/queue/drain
  GET /admin/models  POST /admin/models/{id}/disable  POST /admin/models/{id}/enable  GET /admin/acts  GET /admin/spend
  GET /notification/badge  GET /notification/latest  POST /notification/seen  POST /notification/watched
  GET /admin/codes  POST /admin/codes  POST /admin/codes/{id}/disable  POST /billing/codes  POST /billing/ask
  GET /workspaces  POST /workspaces  GET /workspaces/{id}  PATCH /workspaces/{id}  DELETE /workspaces/{id}
  GET /workspaces/{id}/members  PATCH /workspaces/{id}/members/{memberId}  DELETE /workspaces/{id}/members/{memberId}
  GET /workspaces/{id}/invitations  POST /workspaces/{id}/invitations
  POST /workspaces/{id}/invitations/{invitationId}/resend  DELETE /workspaces/{id}/invitations/{invitationId}
  POST /workspaces/invitation  POST /workspaces/join
  GET /billing  GET /billing/prices  POST /billing/checkout  POST /billing/portal  POST /billing/webhook
  POST /support/contact
`

const api = keepForSuite(await startTestApi())
const client = api.client()
const answer = await client.get('/openapi.json')
const document = answer.body as ApiDocument

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replace('/api', '')}`,
      operation,
    })),
  )

describe('/api/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it.each(['/openapi.json', '/openapi-3.2.json'])(
    '%s passes a public linter without a warning',
    async (path) => {
      const { text } = await client.get(path)
      const config = await loadConfig({ configPath: join(import.meta.dirname, '../../redocly.yaml') })
      const problems = await lintFromString({ source: text, absoluteRef: path, config })
      expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
    },
  )

  it('as version 3.2 describes the events of a stream, and is the same otherwise', async () => {
    const described = (await client.get('/openapi-3.2.json')).body as ApiDocument
    const path = '/api/svg/generation-jobs/{id}/events'
    const contentOf = ({ paths }: ApiDocument) =>
      (paths[path]?.get?.responses['200'] as ResponseObject | undefined)?.content
    const required = ['event', 'data']
    const data = (name: string) => ({
      contentMediaType: 'application/json',
      contentSchema: { $ref: `#/components/schemas/${name}` },
    })
    expect(contentOf(described)).toEqual({
      'text/event-stream': {
        itemSchema: {
          type: 'object',
          properties: { id: { type: 'string' }, event: { type: 'string' }, data: { type: 'string' } },
          required: ['id'],
          oneOf: [
            { required, properties: { event: { const: 'update' }, data: data('JobUpdate') } },
            { required, properties: { event: { const: 'preview' }, data: data('JobPreview') } },
          ],
        },
      },
    })
    Object.assign(contentOf(described) ?? {}, contentOf(document))
    expect({ ...described, openapi: document.openapi }).toEqual(document)
  })

  it('has every call of the contract and no other', () => {
    const calls = contract.trim().split(/\s{2,}/)
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(calls.sort())
  })

  it('has the version of the package', () => {
    expect(document.info.version).toBe(
      (JSON.parse(readSource('package.json')) as { version: string }).version,
    )
  })

  it('names every operation once, and puts each under a tag that it explains', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = document.tags.map(({ name }) => name)
    for (const { name, operation } of operations()) {
      expect(tags, name).toContain(operation.tags?.[0])
      expect(operation.summary, name).toMatch(/^[A-Z]/)
    }
  })

  it('resolves each of its references, and uses each of its components', () => {
    const names = [...new Set(answer.text.match(/#\/components\/\w+\/\w+/g))].sort()
    const { securitySchemes: _, ...components } = document.components
    const defined = Object.entries(components).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
    )
    // Schemas that only a description names: events of streams and sockets.
    expect(defined.sort()).toEqual(
      [...names, '#/components/schemas/JobPreview', '#/components/schemas/JobUpdate'].sort(),
    )
  })

  it('describes no answer whose serialiser would need a validator', () => {
    const needsValidator = (part: unknown): boolean => {
      if (typeof part !== 'object' || part === null) return false
      const { $ref } = part as { $ref?: string }
      if ($ref)
        return needsValidator(forSerialiser(document.components.schemas[$ref.split('/').at(-1) ?? '']))
      return (
        ['anyOf', 'oneOf', 'if'].some((keyword) => keyword in part) ||
        Object.values(part).some(needsValidator)
      )
    }
    const found = operations().flatMap(({ name, operation }) =>
      Object.values(operation.responses ?? {}).flatMap((response) => {
        const schema = 'content' in response && response.content?.['application/json']?.schema
        return needsValidator(forSerialiser(schema)) ? [name] : []
      }),
    )
    expect(found).toEqual([])
  })

  it.each([
    ['POST /auth/register', '400 429 201 403'],
    ['POST /auth/login', '200 400 401 403 429'],
    ['POST /auth/refresh', '200 401 403'],
    ['GET /auth/current-user', '200 401 404'],
    ['POST /svg/generate-svg', '200 202 400 401 402 403 409 413 415 429 500 503'],
    ['POST /svg/generation-jobs/{id}/cancel', '200 404 409'],
    ['GET /svg/public', '200 304 400'],
    ['GET /ready', '200 503'],
  ])('%s answers %s', (name, statuses) => {
    const found = operations().find((operation) => operation.name === name)
    expect(Object.keys(found?.operation.responses ?? {})).toEqual(expect.arrayContaining(statuses.split(' ')))
  })

  it('has the right media types for pictures and event streams', () => {
    const typesOf = (path: string) => {
      const response = document.paths[path]?.get?.responses['200']
      return response && 'content' in response ? Object.keys(response.content ?? {}) : []
    }
    expect(typesOf('/api/svg/{id}/file.svg')).toEqual(['image/svg+xml'])
    expect(typesOf('/api/svg/{id}/file.png')).toEqual(['image/png'])
    expect(typesOf('/api/svg/generation-jobs/{id}/events')).toEqual(['text/event-stream'])
  })
})
