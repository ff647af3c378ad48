import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import { readBalance } from '../credits/index.ts'
import { checkEdits, describeChange, type EditRoutesDeps, editsLimited } from '../edits/index.ts'
import { checkAcceptance, describeGeneration, jobErrors, type PicturesToAccept } from '../jobs/index.ts'
import { describeSet } from '../sets/index.ts'
import type * as schemas from './schemas.ts'

export type QuoteDeps = Omit<EditRoutesDeps, 'answerAccepted'>

export type QuoteBody = Static<ReturnType<typeof schemas.quote>['body']>

/** `code`: of the answer that would refuse the request. */
export type Quote = { credits: number; accepted: boolean; code?: string; balance: number }

/** A request by the number of pictures that it pays for, and the checks that it would go through. */
type Asked = {
  pictures: number
  /** @throws AppError the refusal of the request. */
  check(): Promise<void>
}

const missing = (kind: ErrorKind, name: string) =>
  new AppError(kind, { details: [{ path: `/${name}`, message: kind.text }] })

/**
 * What a request would cost its caller now, and whether it would be accepted. Nothing is written. The limit
 * of edits is the caller's to count, for every quote.
 *
 * @throws AppError if the body is invalid, as the request itself would.
 */
export async function quoteRequest(deps: QuoteDeps, req: FastifyRequest, body: QuoteBody): Promise<Quote> {
  const { db, authentication, requesting } = deps
  const { userId, plan } = authentication.callerOf(req)
  const { pictures, check } = readAsked(deps, req, body)
  const refusal = await check().then(
    () => undefined,
    (error: unknown) => {
      // The others say that the body is invalid.
      if (error instanceof AppError && error.status !== 400) return error
      throw error
    },
  )
  const { credits: balance } = await readBalance(db, userId)
  const resolved = (await requesting.models.read()).resolve(body.model)
  const modelCredits = 'unknown' in resolved ? 1 : resolved.credits
  const credits = pictures * requesting.plans[plan].creditsPerPicture * modelCredits
  return { credits, accepted: !refusal, ...(refusal && { code: refusal.code }), balance }
}

function readAsked(deps: QuoteDeps, req: FastifyRequest, body: QuoteBody): Asked {
  const { db, authentication, requesting, guard, limiter, turns } = deps
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
      async check() {
        guard.requireVerified(req)
        await turns.takeTurn(userId, () => checkEdits(deps, { userId, pictureId }, edits))
      },
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
