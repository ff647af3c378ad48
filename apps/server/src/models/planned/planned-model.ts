import type { AnswerFormat } from '../llm/connected-model.ts'
import type { LlmModelOptions } from '../llm/llm-options.ts'
import type { SvgModel } from '../port.ts'
import type { PlanComposer } from './draw-planned.ts'
import { planSchema } from './plan-schema.ts'

/** A plan has about 200 tokens. Reasoning models need more tokens before it. */
const outputTokensMax = 4_000
const outputCharsMax = 32 * 1024

/** The id under which a language model writes plans. */
export const plannedIdOf = (id: string): string => `${id}:planned`
export const plannedNameOf = (name: string): string => `${name}, planned`

/**
 * A language model that writes a plan, which the composer draws: about 200 tokens instead of 1,500 and more,
 * also from models that cannot draw. It makes one call, and a second one if nothing in the first answer could
 * be used. Provider, price and connection are those of the model that draws by itself. `canRepair` is false,
 * because a fault of a picture is not a fault of its plan. It changes pictures in the same way as the plain
 * model.
 *
 * @param changing the plain model.
 */
export function createPlannedModel(
  options: LlmModelOptions,
  composer: PlanComposer,
  changing: Pick<SvgModel, 'proposeChange'>,
): SvgModel {
  const { id, name, provider, price, limits } = options
  const asked = {
    ...options,
    limits: {
      ...limits,
      outputTokensMax: Math.min(limits.outputTokensMax, outputTokensMax),
      outputCharsMax: Math.min(limits.outputCharsMax, outputCharsMax),
    },
  }
  // For the lifetime of the model: whether its server takes a schema does not change.
  const format: AnswerFormat = { name: 'plan', schema: planSchema, isRejected: false }
  return {
    id: plannedIdOf(id),
    name: plannedNameOf(name),
    provider,
    canRepair: false,
    isPriced: price !== undefined,
    proposeChange: changing.proposeChange,
    async *streamSvg(request, signal, listener) {
      // A process that never calls a vendor must not load its code.
      const { drawPlanned } = await import('./draw-planned.ts')
      yield* drawPlanned({ options: asked, composer, format }, request, signal, listener)
    },
  }
}
