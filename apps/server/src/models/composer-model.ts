import { type Composer, NotUnderstoodError } from '@chatsvg/composer'
import { ModelError, type SvgModel, type SvgRequest } from './port.ts'

/** The composer as one of the service's models: what it does not understand is a ModelError. */
export function adaptComposer(composer: Composer): SvgModel {
  const { model, compose, composeTask, readInstruction, drawPlan } = composer
  return {
    ...model,
    ...(composeTask && { answerTask: (request: SvgRequest) => composeTask(withEmblem(request)) }),
    async *streamSvg(request, signal, listener) {
      try {
        yield* model.streamSvg(withEmblem(request), signal, listener)
      } catch (error) {
        throw error instanceof NotUnderstoodError ? new ModelError('not_understood', { cause: error }) : error
      }
    },
    async proposeChange({ instruction, picture: { svg, plan: drawnFrom, history } }, signal, listener) {
      const asked = { instruction, svg, ...(drawnFrom && { plan: drawnFrom }), ...(history && { history }) }
      const { edits, plan, report } = await readInstruction(asked).catch((error: unknown) => {
        throw isTimeout(error) ? new ModelError('context_length', { cause: error }) : error
      })
      signal.throwIfAborted()
      // If the drawing of a plan is edited afterwards, the plan no longer describes the picture.
      listener?.onReading?.({ report, ...(plan && edits.length === 0 && { plan }) })
      if (edits.length === 0 && !plan) throw new ModelError('not_understood')
      if (!plan) return { edits }
      return { edits, redrawn: (await drawPlan(plan, signal)).pieces.join('') }
    },
    async drawAtOnce(request) {
      const composed = await compose(withEmblem(request))
      if (composed.kind === 'not_understood') throw new ModelError('not_understood')
      return composed.pieces.join('')
    },
  }
}

/** An error of the thread that reads an instruction: the picture is too large for this number of requests. */
const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'

const withEmblem = (request: SvgRequest) => ({ ...request, emblem: request.set !== undefined })
