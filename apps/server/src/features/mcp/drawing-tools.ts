import type { CallToolResult } from '@modelcontextprotocol/server'
import { Type } from 'typebox'
import { AppError } from '../../platform/errors/index.ts'
import { readOptionalText } from '../../platform/http/index.ts'
import {
  changeFields,
  type EditRoutesDeps,
  editErrors,
  editLimitHook,
  editPicture,
  requestChange,
} from '../edits/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { generationFields, idempotencyKeyCharsMax, jobErrors, requestGeneration } from '../jobs/index.ts'
import { requestSet, setFields } from '../sets/index.ts'
import { type AnswerJobsDeps, answerJobs } from './answer-jobs.ts'
import { editsArgument } from './edit-language.ts'
import { presentPicture, svgUri } from './present.ts'
import { previewMeta } from './preview-app.ts'
import { type Call, defineTool, type Tool } from './tool.ts'

export type DrawingToolsDeps = AnswerJobsDeps & Omit<EditRoutesDeps, 'answerAccepted'>

const writes = { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false }

const withKey = {
  properties: {
    idempotencyKey: Type.Optional(
      Type.String({
        maxLength: idempotencyKeyCharsMax,
        description:
          'a text of your choice: a repeated call with the same one gets the same jobs and is not charged again',
      }),
    ),
  },
  rules: {
    idempotencyKey: { read: readOptionalText, problems: jobErrors.invalid_idempotency_key },
  },
}

/** Tools that make pictures. */
export function createDrawingTools(deps: DrawingToolsDeps): Tool[] {
  const { requesting, guard, authentication } = deps
  const limitEdits = editLimitHook(authentication, deps.limiter)
  const generation = generationFields(requesting.models)
  const set = setFields(requesting.models)
  const change = changeFields(requesting.models)
  const asking = ({ req, caller: { userId, plan, apiKeyId } }: Call) => ({
    ...{ userId, plan, apiKeyId },
    requestId: req.id,
  })

  return [
    defineTool({
      name: 'draw_svg',
      title: 'Draw a picture',
      description:
        'Draws an SVG picture of what a sentence describes, or several variations of it. Costs one credit for each.',
      scopes: ['pictures:write'],
      annotations: writes,
      meta: previewMeta,
      fields: {
        properties: { ...generation.properties, ...withKey.properties },
        rules: { ...generation.rules, ...withKey.rules },
      },
      async run(call, { idempotencyKey, ...request }, context) {
        await guard.admit(call.req, call.reply)
        const accepted = await requestGeneration(requesting, asking(call), request, idempotencyKey)
        return answerJobs(deps, call, context, accepted)
      },
    }),
    defineTool({
      name: 'make_set',
      title: 'Draw a set',
      description:
        'Draws matching pictures, such as the icons of one page: one style, one palette, one stroke width, subjects of one size. Costs one credit for each prompt.',
      scopes: ['pictures:write'],
      annotations: writes,
      meta: previewMeta,
      fields: {
        properties: { ...set.properties, ...withKey.properties },
        rules: { ...set.rules, ...withKey.rules },
      },
      async run(call, { idempotencyKey, ...request }, context) {
        await guard.admit(call.req, call.reply)
        const accepted = await requestSet(requesting, asking(call), request, idempotencyKey)
        return answerJobs(deps, call, context, accepted)
      },
    }),
    defineTool({
      name: 'edit_svg',
      title: 'Change a picture',
      description:
        'Makes a new version of a picture. Either `instruction` says in a sentence what to change, for one credit, or `edits` lists exact changes, free of charge.',
      scopes: ['edits'],
      annotations: writes,
      meta: previewMeta,
      fields: {
        properties: {
          pictureId: Type.String({ description: 'the id of the picture' }),
          ...change.properties,
          edits: editsArgument,
          ...withKey.properties,
        },
        rules: {
          pictureId: { problems: galleryErrors.svg_not_found.any },
          ...change.rules,
          ...withKey.rules,
        },
      },
      async run(call, { idempotencyKey, pictureId, edits, instruction, model, privacy }, context) {
        await limitEdits(call.req, call.reply)
        if (edits) return applyEdits(call, { key: idempotencyKey, pictureId }, { edits, privacy })
        await guard.admit(call.req, call.reply)
        if (instruction === undefined) throw new AppError(editErrors.invalid_edits.neither)
        const request = { instruction, model, privacy }
        const accepted = await requestChange(requesting, asking(call), pictureId, request, idempotencyKey)
        return answerJobs(deps, call, context, accepted)
      },
    }),
  ]

  async function applyEdits(
    call: Call,
    { key, pictureId }: { key: string | undefined; pictureId: string },
    change: Parameters<typeof editPicture>[2],
  ): Promise<CallToolResult> {
    guard.requireVerified(call.req)
    const { userId, apiKeyId } = call.caller
    const written = await deps.turns.takeTurn(userId, () =>
      editPicture(deps, { userId, apiKeyId, key, pictureId }, change),
    )
    const picture = 'earlier' in written ? written.earlier : written.picture
    return {
      content: [
        { type: 'text', text: `Picture ${picture.id}: a new version of ${pictureId}` },
        ...(await presentPicture(deps.renderPicture, call, picture)),
      ],
      structuredContent: {
        id: picture.id,
        isFinished: true,
        pictures: [{ id: picture.id, uri: svgUri(picture.id), svgUrl: deps.links.svgUrl(picture) }],
        failures: [],
      },
    }
  }
}
