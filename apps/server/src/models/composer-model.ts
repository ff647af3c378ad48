import { type Composer, NotUnderstoodError } from '@chatsvg/composer'
import { ModelError, type SvgModel, type SvgRequest } from './port.ts'

/** The composer as one of the service's models: what it does not understand is a ModelError. */
export function adaptComposer({ model, compose }: Pick<Composer, 'model' | 'compose'>): SvgModel {
  return {
    ...model,
    async *streamSvg(request, signal, listener) {
      try {
        yield* model.streamSvg(withEmblem(request), signal, listener)
      } catch (error) {
        throw error instanceof NotUnderstoodError ? new ModelError('not_understood', { cause: error }) : error
      }
    },
    async drawAtOnce(request) {
      const composed = await compose(withEmblem(request))
      if (composed.kind === 'not_understood') throw new ModelError('not_understood')
      return composed.pieces.join('')
    },
  }
}

const withEmblem = (request: SvgRequest) => ({ ...request, emblem: request.set !== undefined })
