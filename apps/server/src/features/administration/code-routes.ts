import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { billingErrors, listCodes } from '../billing/index.ts'
import type { ActBy } from './act-store.ts'
import * as schemas from './code-schemas.ts'
import { createCodeByHand, disableCodeByHand } from './make-code.ts'
import { presentCode } from './present.ts'
import type { AdminGuard } from './require-admin.ts'

export type CodeRoutesDeps = {
  db: Db
  requireAdmin: AdminGuard
  actOf: (req: FastifyRequest, reason: string) => ActBy
}

const listedMax = 200

/** Codes that give credits: make, list, switch off. */
export function codeRoutes({ db, requireAdmin: onRequest, actOf }: CodeRoutesDeps) {
  return (app: App): void => {
    app.get('/admin/codes', { schema: schemas.listCodes, onRequest }, async () => ({
      codes: (await listCodes(db, listedMax)).map(presentCode),
    }))

    app.post('/admin/codes', { schema: schemas.createCode, onRequest }, async (req, reply) => {
      const { reason, expiresAt, ...terms } = req.body
      const made = { ...terms, expiresAt: expiresAt === undefined ? null : new Date(expiresAt) }
      const code = await createCodeByHand(db, made, actOf(req, reason))
      return reply.code(201).send({ code: presentCode(code) })
    })

    app.post('/admin/codes/:id/disable', { schema: schemas.disableCode, onRequest }, async (req) => {
      const { id } = req.params
      if (!isUuid(id)) throw new AppError(billingErrors.code_not_found)
      return { code: presentCode(await disableCodeByHand(db, id, actOf(req, req.body.reason))) }
    })
  }
}
