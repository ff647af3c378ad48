import { Type } from 'typebox'
import { styles } from '../../models/index.ts'
import { platformErrors } from '../../platform/errors/index.ts'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { authorErrors, authorParams } from '../authors/index.ts'
import { galleryErrors, publicPicture, searchLimited } from '../gallery/index.ts'
import { likeErrors } from './errors.ts'

const tags: [string] = ['Pictures']
const uuid = Type.String({ format: 'uuid' })
const params = Type.Object({ id: Type.String({ description: 'of the picture' }) })
const ofPicture = Type.Object({
  id: uuid,
  likes: Type.Integer({ minimum: 0 }),
  liked: Type.Boolean({ description: 'by you' }),
})
const example = { id: '01997c22-0b1e-7c3f-8a55-3f1b5f0a9d03', likes: 3, liked: true }

export const like = operation({
  tags,
  summary: 'Like a public picture',
  description: 'A second like of the same user has no effect.',
  access: 'caller',
  scope: 'pictures:write',
  params,
  response: { 200: ofPicture },
  answers: { 200: { example } },
  problems: [galleryErrors.svg_not_found.any],
})

export const unlike = operation({
  tags,
  summary: 'Remove a like',
  access: 'caller',
  scope: 'pictures:write',
  params,
  response: { 200: ofPicture },
  answers: { 200: { example: { ...example, likes: 2, liked: false } } },
  problems: [galleryErrors.svg_not_found.any],
})

export const likes = operation({
  tags,
  summary: 'Read the likes of public pictures',
  description: 'Pictures without likes and pictures that are not public are left out.',
  access: 'visitor or caller',
  scope: 'pictures:read',
  querystring: givenAsText(
    Type.Object({ ids: Type.Optional(Type.String({ description: '1 to 100 ids, separated by commas' })) }),
  ),
  response: { 200: Type.Object({ likes: Type.Array(ofPicture) }) },
  answers: { 200: { headers: { 'Cache-Control': 'no-store' }, example: { likes: [example] } } },
  problems: [likeErrors.invalid_picture_ids],
})

const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'clamped' })),
  cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
}
const pageProblems = [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor]
const likedPage = Type.Object({
  publicGenerations: Type.Array(
    Type.Object({ ...publicPicture, likes: Type.Integer({ minimum: 1 }) }, { title: 'LikedPicture' }),
  ),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
})

export const mostLiked = operation({
  tags,
  summary: 'List public pictures by likes',
  description:
    'Most liked first; pictures without likes are left out. With filters, a page may be shorter than its limit although there are more: only `nextCursor` says whether the list has ended.',
  access: 'visitor',
  querystring: givenAsText(
    Type.Object({
      ...page,
      style: Type.Optional(Type.Enum([...styles])),
      model: Type.Optional(Type.String({ description: 'an id that GET /api/svg/models lists' })),
      q: Type.Optional(
        Type.String({ description: 'words of the prompt, with their beginnings; cut to 200 characters' }),
      ),
    }),
  ),
  response: { 200: likedPage },
  problems: [
    ...pageProblems,
    galleryErrors.invalid_filter.choice('style', styles),
    galleryErrors.invalid_filter.model,
    searchLimited,
  ],
})

export const mostLikedOfAuthor = operation({
  tags: ['Authors'],
  summary: 'List the public pictures of an author by likes',
  description: 'Most liked first, of the newest ten thousand; pictures without likes are left out.',
  access: 'visitor',
  params: authorParams,
  querystring: givenAsText(Type.Object(page)),
  response: { 200: likedPage },
  problems: [authorErrors.author_not_found, ...pageProblems, searchLimited],
})
