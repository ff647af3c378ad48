import { Type } from 'typebox'
import { givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { storageErrors } from '../storage/index.ts'
import { galleryErrors } from './errors.ts'

const side = (name: string) =>
  Type.Optional(Type.Integer({ minimum: 1, description: `maximum ${name} in pixels` }))

export const oembed = operation({
  tags: ['Files'],
  summary: 'Describe a public picture for other sites',
  description:
    'oEmbed (oembed.com): what a site needs to embed the picture of a page. Pages of every site may read it. The head of the page of a public picture names this address.',
  access: 'visitor',
  querystring: givenAsText(
    Type.Object({
      url: Type.String({ format: 'uri', description: 'of the page of a picture' }),
      maxwidth: side('width'),
      maxheight: side('height'),
      format: Type.Optional(Type.String({ default: 'json', description: 'only json' })),
    }),
  ),
  response: {
    200: Type.Object({
      version: Type.Literal('1.0'),
      type: Type.Literal('photo'),
      title: Type.String(),
      url: Type.String({ format: 'uri', description: 'of the PNG' }),
      width: Type.Integer(),
      height: Type.Integer(),
      author_name: Type.Optional(Type.String()),
      author_url: Type.Optional(Type.String({ format: 'uri' })),
      provider_name: Type.Literal('chatSVG'),
      provider_url: Type.String({ format: 'uri' }),
      cache_age: Type.Integer({ description: 'seconds' }),
    }),
  },
  problems: [
    galleryErrors.svg_not_found.any,
    storageErrors.svg_unavailable,
    galleryErrors.invalid_size,
    galleryErrors.oembed_format,
  ],
})
