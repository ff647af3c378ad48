import { oneOf, text, url } from './variables.ts'

const section = 'Storage'

/** Where the SVGs of pictures are, by name. */
export const pictureVariables = {
  S3_ENDPOINT: url(
    {
      section,
      help: 'S3 server for the SVGs of pictures, without the bucket',
      shown: 'none: they are in the database',
    },
    ['https', 'http'],
  ),
  S3_BUCKET: text({ section, help: 'bucket on it, for this service alone' }),
  S3_REGION: text({ section, help: 'its region' }, 'us-east-1'),
  S3_ACCESS_KEY_ID: text({ section, help: 'key that may read, write, list and delete objects of it' }),
  S3_SECRET_ACCESS_KEY: text({ section, help: 'the secret of that key', secret: true }),
  NEW_PICTURES_IN: oneOf(
    { section, help: 's3 or database: where SVGs of new pictures are stored if S3_ENDPOINT is set' },
    ['s3', 'database'],
    's3',
  ),
  FILES_URL: url(
    {
      section,
      help: 'address of a CDN in front of this service, for the SVG files of public pictures',
      shown: 'none: PUBLIC_URL',
    },
    ['https', 'http'],
  ),
  FILES_PURGE_URL: url(
    { section, help: 'called with POST {"files":[url]} when public files were deleted or made private' },
    ['https', 'http'],
  ),
  FILES_PURGE_TOKEN: text({ section, help: 'sent to it as Authorization: Bearer', secret: true }),
} as const
