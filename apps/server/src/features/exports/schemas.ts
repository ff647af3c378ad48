import { type ComponentForm, motions } from '@chatsvg/svg'
import { Type } from 'typebox'
import { isUuid } from '../../platform/db/index.ts'
import { checkedBody, givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { downloadLimited, galleryErrors, pictureFile, rendererBusy } from '../gallery/index.ts'
import { exportErrors, exportsLimited } from './errors.ts'
import { cutSizes, exportLimits } from './limits.ts'

const { linkQuery } = pictureFile

const motion = Type.Optional(Type.Enum([...motions], { default: 'draw-in' }))
const queries = {
  plain: givenAsText(Type.Object(linkQuery)),
  motion: givenAsText(Type.Object({ ...linkQuery, motion })),
  size: givenAsText(
    Type.Object({
      ...linkQuery,
      size: Type.Optional(
        Type.Integer({
          minimum: cutSizes.min,
          maximum: cutSizes.max,
          default: cutSizes.usual,
          description: 'longer side in millimetres',
        }),
      ),
    }),
  ),
}

const binary = (type: string) => Type.String({ contentMediaType: type })
const tooMany = [exportsLimited, rendererBusy]
const tooComplex = [galleryErrors.svg_not_renderable, exportErrors.picture_too_complex, ...tooMany]

const lottieFile = Type.Object(
  {
    v: Type.String(),
    fr: Type.Number({ description: 'frames in a second' }),
    ip: Type.Number(),
    op: Type.Number({ description: 'frames' }),
    w: Type.Number(),
    h: Type.Number(),
    layers: Type.Array(Type.Object({}, { additionalProperties: true })),
  },
  { title: 'LottieAnimation', additionalProperties: true },
)

/** An operation that answers with the file of one format. */
function fileOperation<Query extends keyof typeof queries>(
  summary: string,
  type: string,
  query: Query,
  problems: Parameters<typeof operation>[0]['problems'],
  content: Parameters<typeof pictureFile.answers>[1] = Type.String(),
) {
  const answers = pictureFile.answers(type, content)
  const [ok, known] = [answers[200], answers[304]]
  const headers = {
    ...ok.headers,
    'Export-Left-Out':
      'features of the picture that the format lacks, such as `filter, mask`; absent if there are none',
  }
  return operation({
    ...pictureFile.operation,
    summary,
    querystring: queries[query],
    answers: { 200: { ...ok, headers }, 304: known },
    problems: [...pictureFile.problems, ...(problems ?? [])],
  })
}

export const pdf = fileOperation(
  'A picture as a PDF',
  'application/pdf',
  'plain',
  tooComplex,
  binary('application/pdf'),
)
export const favicon = fileOperation(
  'A picture as the icons of a web site: ICO, SVG, PNGs, a manifest and lines of HTML',
  'application/zip',
  'plain',
  tooComplex,
  binary('application/zip'),
)
export const drawable = fileOperation(
  'A picture as a vector drawable of Android',
  'application/xml',
  'plain',
  tooComplex,
)
export const swift = fileOperation('A picture as a view of SwiftUI', 'text/plain', 'plain', tooComplex)
export const cut = fileOperation(
  'A picture for plotters and laser cutters: closed areas without overlap, in millimetres',
  'image/svg+xml',
  'size',
  [exportErrors.invalid_cut_size, ...tooComplex],
)
export const animated = fileOperation(
  'A picture as an SVG whose parts are animated with CSS',
  'image/svg+xml',
  'motion',
  [exportErrors.invalid_motion, exportErrors.picture_too_complex, ...tooMany],
)
export const lottie = fileOperation(
  'A picture as a Lottie animation',
  'application/json',
  'motion',
  [exportErrors.invalid_motion, ...tooComplex],
  lottieFile,
)
export const currentColor = fileOperation(
  'A picture of one colour as an SVG in the colour of the text around it',
  'image/svg+xml',
  'plain',
  [exportErrors.picture_not_single_colored, exportErrors.picture_too_complex, ...tooMany],
)

const frameworks: Record<ComponentForm, string> = {
  tsx: 'React, with types',
  jsx: 'React',
  vue: 'Vue',
  svelte: 'Svelte',
  ts: 'Angular',
}

export const component = (form: ComponentForm) =>
  fileOperation(
    `A picture as a component for ${frameworks[form]}`,
    'text/plain',
    'plain',
    [exportErrors.picture_too_complex, ...tooMany],
    Type.String({ description: 'No script type: a browser must not run it.' }),
  )

export const archive = operation({
  tags: pictureFile.operation.tags,
  summary: 'Several pictures in one archive',
  description:
    'Each picture as SVG and as PNG of 512 pixels. You may request your own pictures and public ones; if one does not exist, the request fails. `missing.txt` in the archive names pictures whose files are missing.',
  access: 'caller',
  scope: 'pictures:read',
  body: checkedBody(
    Type.Object({
      ids: Type.Array(Type.String(), {
        minItems: 1,
        maxItems: exportLimits.archivedMax,
        description: 'of the pictures',
      }),
    }),
    {
      ids: {
        read: (given) => given ?? [],
        problems: exportErrors.invalid_ids,
        refuse: (ids) => (ids.every(isUuid) ? undefined : exportErrors.invalid_ids),
      },
    },
  ),
  bodyExample: { ids: ['0190a0b0-0000-7000-8000-0000009f1c2e'] },
  answers: {
    200: {
      description: 'The archive.',
      headers: { 'Content-Disposition': 'attachment', 'Cache-Control': 'no-store' },
      content: { 'application/zip': binary('application/zip') },
    },
  },
  problems: [exportErrors.invalid_ids, galleryErrors.svg_not_found.any, downloadLimited, exportsLimited],
})
