import { useQuery } from '@tanstack/react-query'
import { call, type Model } from '../api/index.ts'
import { useUser } from '../session/index.ts'

const freshMs = 5 * 60_000
const plannedEnd = ':planned'

/** A model and, if there is one, its variant that writes a plan for the composer to draw. */
export type ModelPair = Pick<Model, 'id' | 'name' | 'credits'> & { plannedId?: string; isDefault: boolean }

/** The models that can draw now; empty until they are loaded. */
export function useModels(): readonly Model[] {
  const { data } = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => call('GET /api/svg/models', { signal }),
    staleTime: freshMs,
  })
  return data?.models.filter(({ available }) => available) ?? []
}

/**
 * What one picture costs the user, in credits.
 *
 * @param modelId undefined, or a model that does not draw now: the default of the service draws.
 */
export function usePictureCredits(modelId?: string): number {
  const models = useModels()
  const model = models.find(({ id }) => id === modelId) ?? models.find((one) => one.default)
  return (model?.credits ?? 1) * useTraceCredits()
}

/** What a traced image costs the user, in credits. */
export const useTraceCredits = (): number => useUser()?.creditsPerPicture ?? 1

const isPlanned = (modelId: string): boolean => modelId.endsWith(plannedEnd)

/** Each model once, with its planned variant. */
export function pairModels(models: readonly Model[]): ModelPair[] {
  return models
    .filter(({ id }) => !isPlanned(id))
    .map(({ id, name, credits, default: isDefault }) => {
      const planned = models.find((model) => model.id === id + plannedEnd)
      return {
        id,
        name,
        credits,
        isDefault: isDefault || planned?.default === true,
        ...(planned && { plannedId: planned.id }),
      }
    })
}

/** Pictures that no model has drawn have these words instead of a model. */
const madeOtherwise: Record<string, string> = { upload: 'Uploaded', vectorizer: 'Traced' }

/** Whether a model has drawn the picture, so that it can be drawn again. */
export const isDrawn = (model: string): boolean => !Object.hasOwn(madeOtherwise, model)

/** The name of a picture's model, which may not be offered any more. */
export const nameOfModel = (models: readonly Model[], model: string): string =>
  madeOtherwise[model] ?? models.find(({ id }) => id === model)?.name ?? model

/** Options of a select box, with the planned variants in a group. */
export const listModelOptions = (models: readonly Model[]) =>
  models.map(({ id, name }) => ({
    value: id,
    label: name,
    ...(isPlanned(id) && { group: 'With a plan first' }),
  }))
