import {
  chartNames,
  countMax,
  lights,
  moods,
  planThingsMax,
  poses,
  relations,
  sceneNames,
  shapeNames,
  sizeNames,
  spots,
  textFrames,
  weathers,
} from '@chatsvg/composer'
import type { JsonSchema } from '../llm/connected-model.ts'

const text = { type: 'string' }
const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] })
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

/** An object with these fields and no others, all of them required unless `optional` names them. */
function closed(
  properties: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return {
    type: 'object',
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

const place: JsonSchema = {
  anyOf: [
    closed({ at: oneOf(spots) }),
    ...relations.map((relation) => closed({ [relation]: text })),
    closed({ between: { type: 'array', items: text } }),
    { type: 'null' },
  ],
}

const thing = closed(
  {
    id: text,
    count: { type: 'integer', minimum: 1, maximum: countMax },
    colour: { type: ['string', 'null'] },
    size: nullable(oneOf(sizeNames)),
    place,
  },
  {
    concept: text,
    shape: oneOf(shapeNames),
    text,
    chart: oneOf(chartNames),
    values: { type: 'array', items: { type: 'number' } },
    parts: { type: 'array', items: closed({ part: text, colour: text }) },
    pose: oneOf(poses),
    facing: oneOf(['left', 'right']),
    frame: oneOf(textFrames),
    mood: oneOf(moods),
  },
)

/**
 * The part of a `ScenePlan` that a model writes, for servers that can enforce a schema. Most fields are
 * required, and null when they do not matter: Anthropic enforces a schema only if few properties are optional
 * and no object is open. So the colours of parts are a list of pairs here, and
 * `colour` is the colour of the whole thing.
 */
export const planSchema: JsonSchema = closed({
  background: nullable(closed({ scene: oneOf(sceneNames), light: oneOf(lights), weather: oneOf(weathers) })),
  emblem: { type: 'boolean' },
  things: { type: 'array', maxItems: planThingsMax, items: thing },
})
