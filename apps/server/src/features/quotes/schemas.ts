import { Type } from 'typebox'
import { checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { changeFields, editErrors, editsBytesMax, editsLimited } from '../edits/index.ts'
import { generationFields, generationProblems, jobTags, type SwitchableModels } from '../jobs/index.ts'
import { setErrors, setFields } from '../sets/index.ts'

/** A list of edits may have as much. */
export const quoteBytesMax = editsBytesMax

/** What a request for a quote says, and how each field is checked. */
export const quoteFields = (models: SwitchableModels) => {
  const generation = generationFields(models)
  const set = setFields(models)
  const change = changeFields(models)
  return {
    properties: {
      ...Type.Partial(Type.Object(generation.properties)).properties,
      ...Type.Partial(Type.Object(set.properties)).properties,
      ...Type.Partial(Type.Object(change.properties)).properties,
      pictureId: Type.Optional(
        Type.String({ description: 'the picture that `edits` or `instruction` would change' }),
      ),
    },
    rules: {
      ...generation.rules,
      ...set.rules,
      ...change.rules,
      pictureId: { problems: editErrors.invalid_edits.neither },
    },
  }
}

export const quote = (models: SwitchableModels) => {
  const { properties, rules } = quoteFields(models)
  return operation({
    tags: jobTags,
    summary: 'Ask what a request would cost',
    description: [
      'Takes the body of POST /api/svg/generate-svg, of POST /api/svg/sets, or of POST /api/svg/{id}/edits with `pictureId` in addition.',
      '`credits` is what the request would be charged, and `balance` what the account has. If the request would be refused, `accepted` is false and `code` is the code of that answer. Nothing is charged or stored. An invalid body is refused as the request itself would be.',
      'The answer is about this moment: other requests of the account change it, and the moderation of a vendor is asked only for the request itself. Quotes count towards the limit of edits.',
    ].join('\n\n'),
    access: 'caller',
    scope: 'pictures:write',
    body: checkedBody(Type.Object(properties), rules),
    bodyExample: { prompt: 'a lighthouse by the sea at sunset', style: 'gradient', count: 4 },
    response: {
      200: Type.Object({
        credits: Type.Integer({ description: 'what the request would be charged' }),
        accepted: Type.Boolean(),
        code: Type.Optional(Type.String({ description: 'why it would be refused' })),
        balance: Type.Integer({ description: 'credits of the account' }),
      }),
    },
    answers: { 200: { example: { credits: 4, accepted: false, code: 'insufficient_credits', balance: 2 } } },
    problems: [
      ...generationProblems,
      setErrors.invalid_prompts,
      setErrors.invalid_stroke_width,
      editErrors.invalid_edits,
      editsLimited,
    ],
  })
}
