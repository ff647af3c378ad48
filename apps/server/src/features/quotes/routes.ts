import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { readBalance } from '../credits/index.ts'
import {
  checkEdits,
  describeChange,
  type EditRoutesDeps,
  editLimitHook,
  editsLimited,
} from '../edits/index.ts'
import { checkAcceptance, describeGeneration, jobErrors, type PicturesToAccept } from '../jobs/index.ts'
import { describeSet } from '../sets/index.ts'
import * as schemas from './schemas.ts'

export type QuoteRoutesDeps = Omit<EditRoutesDeps, 'answerAccepted'>

type Body = Static<ReturnType<typeof schemas.quote>['body']>

/** A request by the number of pictures that it pays for, and the checks that it would go through. */
type Asked = {
  pictures: number
  /** @throws AppError the refusal of the request. */
  check(): Promise<void>
}

const missing = (kind: ErrorKind, name: string) =>
  new AppError(kind, { details: [{ path: `/${name}`, message: kind.text }] })

export function quoteRoutes(deps: QuoteRoutesDeps) {
  const { db, authentication, requesting, guard, limiter, turns } = deps
  const limitEdits = editLimitHook(authentication, limiter)

  function readAsked(req: FastifyRequest, body: Body): Asked {
    const { userId, plan, apiKeyId } = authentication.callerOf(req)
    const caller = { userId, plan, apiKeyId, requestId: req.id }
    const jobs = (pictures: number, describe: () => Promise<PicturesToAccept> | PicturesToAccept): Asked => ({
      pictures,
      async check() {
        const refusal = await guard.findRefusal(req)
        if (refusal) throw refusal
        await checkAcceptance(requesting, caller, await describe())
      },
    })
    const { prompts, edits, instruction, pictureId = '', prompt, style, count = 1, ...others } = body
    if (edits)
      return {
        pictures: 0,
        check: () => turns.takeTurn(userId, () => checkEdits(deps, { userId, pictureId }, edits)),
      }
    if (instruction !== undefined)
      return jobs(1, async () => {
        if ((await limiter?.peek(userId))?.allowed === false) throw new AppError(editsLimited)
        return describeChange(db, userId, pictureId, { ...others, instruction })
      })
    if (!prompts && prompt === undefined) throw missing(jobErrors.invalid_prompt.required, 'prompt')
    if (style === undefined) throw missing(jobErrors.invalid_style, 'style')
    if (prompts) return jobs(prompts.length, () => describeSet({ ...others, prompts, style }))
    const generation = { ...others, prompt: prompt ?? '', style, count }
    return jobs(count, () => describeGeneration(requesting, caller, generation))
  }

  return (app: App): void => {
    app.post(
      '/svg/quote',
      {
        schema: schemas.quote(requesting.models),
        bodyLimit: schemas.quoteBytesMax,
        onRequest: authentication.requireCaller,
        // To quote edits they are applied, which costs as much as keeping them.
        preHandler: async (req, reply) => {
          if (req.body.edits) await limitEdits(req, reply)
        },
      },
      async (req) => {
        const { userId, plan } = authentication.callerOf(req)
        const { pictures, check } = readAsked(req, req.body)
        const refusal = await check().then(
          () => undefined,
          (error: unknown) => {
            // The others say that the body is invalid.
            if (error instanceof AppError && error.status !== 400) return error
            throw error
          },
        )
        const { credits: balance } = await readBalance(db, userId)
        const credits = pictures * requesting.plans[plan].creditsPerPicture
        return { credits, accepted: !refusal, ...(refusal && { code: refusal.code }), balance }
      },
    )
  }
}
