import { type ComposerModel, NotUnderstoodError } from '@chatsvg/composer'
import { ModelError, type SvgModel } from './port.ts'

/** The composer as one of the service's models: what it does not understand is a ModelError. */
export function adaptComposer(model: ComposerModel): SvgModel {
  return {
    ...model,
    async *streamSvg(request, signal, listener) {
      try {
        yield* model.streamSvg({ ...request, emblem: request.set !== undefined }, signal, listener)
      } catch (error) {
        throw error instanceof NotUnderstoodError ? new ModelError('not_understood', { cause: error }) : error
      }
    },
  }
}
