import { editSchema } from '@chatsvg/svg'
import { Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { platformErrors } from '../../platform/errors/index.ts'
import { asSent, checkedBody } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { details, vectorizerLimits } from '../../platform/vectorizer/index.ts'
import { galleryErrors, wholePicture } from '../gallery/index.ts'
import {
  acceptanceHeaders,
  acceptanceProblems,
  acceptedAnswer,
  acceptedHeaders,
  idempotencyHeaders,
  jobErrors,
  modelRules,
  pictureOptions,
  privacyRules,
  promptChars,
  promptRules,
  type SwitchableModels,
} from '../jobs/index.ts'
import { storageErrors } from '../storage/index.ts'
import { editErrors, editsLimited, editsMax, titleChars, tracedColors, uploadBytesMax } from './errors.ts'
import {
  colorsRules,
  detailRules,
  editsRules,
  imageRules,
  svgRules,
  titleRules,
  tracedPaletteRules,
} from './request-rules.ts'

const tags: [string] = ['Edits']
const uuid = Type.String({ format: 'uuid' })
const params = Type.Object({ id: Type.String({ description: 'of the picture' }) })
const replayed = { 'Idempotency-Replayed': 'true, when the key was used before' }
const duplicate = Type.Optional(Type.Boolean({ description: 'true: the key was used before' }))
const privacy = (description: string) => Type.Optional(Type.Boolean({ default: false, description }))

const [{ properties: firstEdit }] = editSchema.items.anyOf

/**
 * The language of edits with named schemas for the OpenAPI document, because most edits have the same
 * targets.
 */
function nameTargets(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nameTargets)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.entries(schema).map(([key, part]) => [key, nameTargets(part)])
  return { ...(schema === firstEdit.target && { title: 'EditTarget' }), ...Object.fromEntries(parts) }
}
const namedEdit = { title: 'Edit', ...(nameTargets(editSchema.items) as object) }

const outcome = Type.Object(
  {
    done: Type.Boolean({ description: 'false: all was as the edit says before' }),
    touched: Type.Integer({ description: 'elements that fitted and were changed' }),
    created: Type.Optional(
      Type.Array(Type.Array(Type.Integer()), {
        description: 'paths of new and of reordered elements, after this edit',
      }),
    ),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
  },
  { title: 'EditOutcome' },
)

const { svgGeneration, ...repeated } = {
  svgGeneration: Type.Optional(wholePicture),
  ...Type.Partial(acceptedAnswer).properties,
}

/** What a request for a new version says, and how each field is checked. */
export const changeFields = (models: SwitchableModels) => ({
  properties: {
    edits: Type.Optional(
      Type.Array(Type.Unsafe<unknown>(namedEdit), {
        minItems: 1,
        maxItems: editsMax,
        description: 'applied in order, synchronously; if present, `instruction` is ignored',
      }),
    ),
    instruction: Type.Optional(
      Type.String({
        minLength: promptChars.min,
        maxLength: promptChars.max,
        description: 'what to change, after trimming',
      }),
    ),
    model: Type.Optional(
      Type.String({ description: 'of an instruction: an id that GET /api/svg/models lists' }),
    ),
    privacy: privacy('true: only you see the new version; one of a private picture is private anyway'),
  },
  rules: { edits: editsRules, instruction: promptRules, model: modelRules(models), privacy: privacyRules },
})

export const editPicture = (models: SwitchableModels) => {
  const { properties, rules } = changeFields(models)
  return operation({
    tags,
    summary: 'Change a picture',
    description: [
      'With `edits`: makes a new version of your own picture synchronously and free of charge. For a public picture of another user, it makes a new picture of yours that names its source. docs/versions.md describes the language of edits. Either all edits are applied or none.',
      'With `instruction`: costs a credit and answers with a job, as POST /api/svg/generate-svg does. The picture of the job is the new version. If the instruction is not understood or the picture is gone, the job fails and the credit is returned.',
      'Elements that no edit addresses keep their bytes.',
    ].join('\n\n'),
    access: 'caller',
    scope: 'edits',
    params,
    body: checkedBody(Type.Object(properties), rules),
    bodyExample: { edits: [{ op: 'recolor', from: '#ffd983', to: '#1d4ed8' }] },
    requestHeaders: acceptanceHeaders,
    response: {
      200: Type.Object({ svgGeneration, ...repeated }),
      201: Type.Object({ svgGeneration: wholePicture, edits: Type.Array(outcome) }),
      202: acceptedAnswer,
    },
    answers: {
      200: { description: 'A repeated request, or a job that has ended.', headers: acceptedHeaders },
      201: { headers: { Location: 'of the new version' } },
      202: { headers: acceptedHeaders },
    },
    problems: [
      galleryErrors.svg_not_found.any,
      storageErrors.svg_unavailable,
      galleryErrors.picture_removed,
      editErrors.invalid_edits,
      editErrors.no_such_part,
      editErrors.edit_not_possible,
      editErrors.nothing_changed,
      editErrors.edits_too_costly,
      jobErrors.too_many_versions,
      jobErrors.invalid_prompt,
      jobErrors.forbidden_prompt,
      jobErrors.invalid_model(['composer', 'gpt-4o', 'gpt-5-mini-2025-08-07']),
      jobErrors.invalid_privacy,
      ...acceptanceProblems,
      platformErrors.payload_too_large,
      editsLimited,
    ],
  })
}

export const restoreVersion = operation({
  tags,
  summary: 'Make an earlier version the newest',
  description: 'Makes a new version with the same bytes, whose parent is the earlier one.',
  access: 'caller',
  scope: 'edits',
  params,
  requestHeaders: idempotencyHeaders,
  response: {
    200: Type.Object({ svgGeneration: wholePicture, duplicate }),
    201: Type.Object({ svgGeneration: wholePicture }),
  },
  answers: {
    200: { description: 'A repeated request.', headers: replayed },
    201: { headers: { Location: 'of the new version' } },
  },
  problems: [
    galleryErrors.svg_not_found.any,
    storageErrors.svg_unavailable,
    galleryErrors.picture_removed,
    jobErrors.too_many_versions,
    jobErrors.email_not_verified,
    jobErrors.invalid_idempotency_key,
    jobErrors.idempotency_key_reused,
    editsLimited,
  ],
})

export const listVersions = operation({
  tags,
  summary: 'List the versions of a picture',
  description:
    'All versions of the tree that the picture belongs to, oldest first, without those that you may not see.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  params,
  response: {
    200: Type.Object({
      versions: Type.Array(
        Type.Object(
          {
            id: uuid,
            parentId: Type.Union([uuid, Type.Null()]),
            instruction: Type.Union([Type.String(), Type.Null()]),
            createdAt: Type.String({ format: 'date-time' }),
            model: Type.String(),
            privacy: Type.Boolean({ description: 'true: only its owner sees it' }),
          },
          { title: 'Version' },
        ),
      ),
    }),
  },
  answers: { 200: { headers: { 'Cache-Control': 'no-store' } } },
  problems: [galleryErrors.svg_not_found.any],
})

const note = Type.Object(
  { code: Type.String(), subject: Type.String(), count: Type.Integer() },
  { title: 'UploadNote' },
)

export const uploadPicture = operation({
  tags,
  summary: 'Upload an SVG',
  description:
    'Stores what the policy allows of it (docs/svg-policy.md), synchronously and free of charge. `report.notes` lists what was left out or changed. A refusal has `rejection` with `code`, `message`, and `line` and `column` where they are known.',
  access: 'caller',
  scope: 'pictures:write',
  body: checkedBody(
    Type.Object({
      svg: Type.String({ description: `up to ${uploadBytesMax / 1024 / 1024} MiB as UTF-8` }),
      title: Type.Optional(
        Type.String({
          minLength: titleChars.min,
          maxLength: titleChars.max,
          description: 'stands for the prompt; that of the file when absent',
        }),
      ),
      style: Type.Optional(
        Type.Enum([...styles], { default: 'flat', description: 'under which lists find it' }),
      ),
      privacy: privacy('true: only you see the picture'),
    }),
    {
      svg: svgRules,
      title: titleRules,
      style: { read: asSent, problems: jobErrors.invalid_style },
      privacy: privacyRules,
    },
  ),
  bodyExample: {
    svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>',
    title: 'A dot',
  },
  requestHeaders: idempotencyHeaders,
  response: {
    200: Type.Object({ svgGeneration: wholePicture, duplicate }),
    201: Type.Object({ svgGeneration: wholePicture, report: Type.Object({ notes: Type.Array(note) }) }),
  },
  answers: {
    200: { description: 'A repeated request.', headers: replayed },
    201: { headers: { Location: 'of the picture' } },
  },
  problems: [
    editErrors.invalid_upload,
    editErrors.svg_rejected,
    galleryErrors.picture_removed,
    jobErrors.forbidden_prompt,
    jobErrors.invalid_style,
    jobErrors.invalid_privacy,
    jobErrors.email_not_verified,
    jobErrors.invalid_idempotency_key,
    jobErrors.idempotency_key_reused,
    platformErrors.payload_too_large,
    editsLimited,
  ],
})

export const traceImage = operation({
  tags,
  summary: 'Trace an image',
  description:
    'Costs a credit and answers with a job, as POST /api/svg/generate-svg does. The picture of the job is traced from a PNG, JPEG or WebP image. If the image is damaged or has too much detail, the job fails and the credit is returned. The image is deleted after a day.',
  access: 'caller',
  scope: 'pictures:write',
  consumes: ['multipart/form-data'],
  body: checkedBody(
    Type.Object({
      image: Type.Unsafe<Buffer>({
        format: 'binary',
        description: `PNG, JPEG or WebP, up to ${vectorizerLimits.bytesMax / 1024 / 1024} MiB and ${vectorizerLimits.sideMax} pixels a side`,
      }),
      title: Type.Optional(
        Type.String({
          minLength: titleChars.min,
          maxLength: titleChars.max,
          description: 'stands for the prompt',
        }),
      ),
      detail: Type.Optional(Type.Enum([...details], { default: 'medium' })),
      colors: Type.Optional(
        Type.Integer({
          minimum: tracedColors.min,
          maximum: tracedColors.max,
          description: 'the maximum of colors; as many as the image has when absent',
        }),
      ),
      palette: pictureOptions.palette,
      style: Type.Optional(
        Type.Enum([...styles], { default: 'flat', description: 'under which lists find it' }),
      ),
      privacy: privacy('true: only you see the picture'),
    }),
    {
      image: imageRules,
      title: titleRules,
      detail: detailRules,
      colors: colorsRules,
      palette: tracedPaletteRules,
      style: { read: asSent, problems: jobErrors.invalid_style },
      privacy: {
        ...privacyRules,
        read: (given) => (given === 'true' ? true : given === 'false' ? false : privacyRules.read?.(given)),
      },
    },
  ),
  requestHeaders: acceptanceHeaders,
  response: { 200: acceptedAnswer, 202: acceptedAnswer },
  answers: {
    200: { description: 'A repeated request, or a job that has ended.', headers: acceptedHeaders },
    202: { headers: acceptedHeaders },
  },
  problems: [
    editErrors.invalid_image,
    editErrors.invalid_upload.title,
    jobErrors.forbidden_prompt,
    jobErrors.invalid_palette,
    jobErrors.invalid_style,
    jobErrors.invalid_privacy,
    ...acceptanceProblems,
    platformErrors.payload_too_large,
    editsLimited,
  ],
})
