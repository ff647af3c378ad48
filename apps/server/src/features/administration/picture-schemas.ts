import { Type } from 'typebox'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { galleryErrors, reportEnds, reportReasons } from '../gallery/index.ts'
import { storageErrors } from '../storage/index.ts'
import { pictureStates } from './read-pictures.ts'
import { moment, nextCursor, nullable, page, pageProblems, tags, uuid, withReason } from './schemas.ts'

const params = Type.Object({ id: Type.String({ description: 'of the picture' }) })
const problems = [galleryErrors.svg_not_found.any]

const pictureSchema = Type.Object(
  {
    id: uuid,
    userId: uuid,
    email: Type.String(),
    prompt: Type.String(),
    style: Type.String(),
    model: Type.String(),
    privacy: Type.Boolean(),
    createdAt: moment,
    removedAt: nullable(moment),
    removedReason: nullable(Type.String()),
    openReports: Type.Integer({ description: 'counted up to 1000' }),
    reportedAt: nullable(moment),
    reasons: Type.Array(Type.Enum([...reportReasons])),
  },
  { title: 'AdminPicture' },
)
const pictureAnswer = { 200: Type.Object({ picture: pictureSchema }) }

export const listPictures = operation({
  tags,
  summary: 'List pictures that are reported, or hidden',
  description: 'By the newest report, or the last that was hidden.',
  access: 'admin',
  querystring: givenAsText(
    Type.Object({ state: Type.Optional(Type.Enum([...pictureStates], { default: 'reported' })), ...page }),
  ),
  response: { 200: Type.Object({ pictures: Type.Array(pictureSchema), nextCursor }) },
  problems: [...pageProblems, galleryErrors.invalid_filter.choice('state', pictureStates)],
})

export const showPicture = operation({
  tags,
  summary: 'Look at a picture',
  description: 'One that is public, hidden or reported, with its newest 100 reports.',
  access: 'admin',
  params,
  response: {
    200: Type.Object({
      picture: pictureSchema,
      svg: Type.String(),
      reports: Type.Array(
        Type.Object(
          {
            id: uuid,
            reason: Type.Enum([...reportReasons]),
            text: nullable(Type.String()),
            createdAt: moment,
            resolvedAt: nullable(moment),
            resolution: nullable(Type.Enum([...reportEnds])),
          },
          { title: 'PictureReport' },
        ),
      ),
    }),
  },
  problems: [...problems, storageErrors.svg_unavailable],
})

export const hidePicture = operation({
  tags,
  summary: 'Hide a picture',
  description:
    'From everybody except its owner, who gets the reason and cannot publish it. Its reports are resolved.',
  access: 'admin',
  params,
  body: withReason,
  response: pictureAnswer,
  problems,
})

export const showPictureAgain = operation({
  tags,
  summary: 'Show a hidden picture again',
  description: 'Unless its owner keeps it private by now.',
  access: 'admin',
  params,
  body: withReason,
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  problems,
})

export const dismissReports = operation({
  tags,
  summary: 'Dismiss the reports of a picture',
  access: 'admin',
  params,
  body: withReason,
  response: pictureAnswer,
  problems,
})

export const deletePicture = operation({
  tags,
  summary: 'Delete a picture of anybody',
  description: 'Its owner is notified of the reason.',
  access: 'admin',
  params,
  body: withReason,
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  problems,
})
