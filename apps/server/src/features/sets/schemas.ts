import { Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { exportsLimited } from '../exports/index.ts'
import { downloadLimited } from '../gallery/index.ts'
import {
  acceptanceProblems,
  idempotencyHeaders,
  jobErrors,
  jobExample,
  jobSchema,
  jobTags,
  modelRules,
  paletteRules,
  pictureOptions,
  privacyRules,
  promptChars,
  type SwitchableModels,
  strokeWidthSchema,
} from '../jobs/index.ts'
import { setErrors, setPicturesMax } from './errors.ts'
import { promptsRules } from './request-set.ts'

const uuid = Type.String({ format: 'uuid' })
const params = Type.Object({ id: Type.String({ description: 'of the set' }) })
const example = '01997c22-0b1e-7c3f-8a55-3f1b5f0a9d00'

/** What a request for a set says, and how each field is checked. */
export const setFields = (models: SwitchableModels) => ({
  properties: {
    prompts: Type.Array(Type.String({ minLength: promptChars.min, maxLength: promptChars.max }), {
      minItems: 1,
      maxItems: setPicturesMax,
    }),
    style: Type.Enum([...styles]),
    palette: pictureOptions.palette,
    strokeWidth: Type.Optional(strokeWidthSchema),
    model: Type.Optional(Type.String({ description: 'an id that GET /api/svg/models lists' })),
    privacy: Type.Optional(Type.Boolean({ default: false, description: 'true: only you see the pictures' })),
  },
  rules: {
    prompts: promptsRules,
    style: { read: asSent, problems: jobErrors.invalid_style },
    palette: paletteRules,
    strokeWidth: { read: (given: unknown) => given ?? undefined, problems: setErrors.invalid_stroke_width },
    model: modelRules(models),
    privacy: privacyRules,
  },
})

export const requestSet = (models: SwitchableModels) => {
  const { properties, rules } = setFields(models)
  return operation({
    tags: jobTags,
    summary: 'Ask for a set of pictures',
    description:
      'Pictures that are drawn alike, as icons for one page: on no background, with subjects of one size and, if `strokeWidth` says so, strokes of one width. All are accepted together or not at all, for one credit each; a picture that fails gives its credit back.',
    access: 'caller',
    scope: 'pictures:write',
    body: checkedBody(Type.Object(properties), rules),
    bodyExample: { prompts: ['a house', 'a bell', 'an envelope'], style: 'outline', strokeWidth: 12 },
    requestHeaders: idempotencyHeaders,
    response: {
      202: Type.Object({
        set: Type.Object({ id: uuid }),
        jobs: Type.Array(jobSchema),
        duplicate: Type.Optional(
          Type.Boolean({ description: 'true: the key was used before, nothing was charged' }),
        ),
        credits: Type.Optional(Type.Integer({ description: 'balance' })),
      }),
    },
    answers: {
      202: {
        headers: { Location: 'of the set', 'Idempotency-Replayed': 'true, when the key was used before' },
        example: { set: { id: example }, jobs: [jobExample], credits: 9 },
      },
    },
    problems: [
      setErrors.invalid_prompts,
      jobErrors.invalid_prompt.minLength,
      jobErrors.forbidden_prompt,
      jobErrors.invalid_style,
      jobErrors.invalid_palette,
      setErrors.invalid_stroke_width,
      jobErrors.invalid_model(['composer', 'gpt-4o', 'gpt-5-mini-2025-08-07']),
      jobErrors.invalid_privacy,
      ...acceptanceProblems,
    ],
  })
}

export const readSet = operation({
  tags: jobTags,
  summary: 'Read a set',
  description: 'How far it is, and its jobs with their pictures, in the order of the prompts.',
  access: 'caller',
  scope: 'pictures:read',
  params,
  response: {
    200: Type.Object({
      set: Type.Object({
        id: uuid,
        total: Type.Integer(),
        succeeded: Type.Integer(),
        failed: Type.Integer(),
        progress: Type.Integer({ description: 'percent of the jobs that have ended' }),
      }),
      jobs: Type.Array(jobSchema),
    }),
  },
  problems: [setErrors.set_not_found],
})

export const setFiles = operation({
  tags: jobTags,
  summary: 'Download a set',
  description:
    'A ZIP archive of the pictures that are finished: each as SVG, as PNG of 512 pixels and as React component, a sprite with a symbol for each, and an index of the components.',
  access: 'caller',
  scope: 'pictures:read',
  params,
  answers: {
    200: {
      description: 'The archive.',
      headers: { 'Content-Disposition': 'attachment', 'Cache-Control': 'no-store' },
      content: { 'application/zip': Type.String({ contentMediaType: 'application/zip' }) },
    },
  },
  problems: [setErrors.set_not_found, setErrors.set_not_drawn, downloadLimited, exportsLimited],
})
