import { defineErrors } from '../../platform/errors/index.ts'

export const nameCharsMax = 80
export const descriptionCharsMax = 500
export const collectionsMax = 100
export const picturesMax = 1_000
/** Written out, because `toLocaleString` makes the process map 4.5 MiB of locales. */
export const picturesMaxText = '1,000'

export const collectionErrors = defineErrors({
  collection_not_found: { status: 404, text: 'Collection not found' },
  collection_removed: { status: 409, text: 'An administrator has hidden this collection.' },
  invalid_collection: {
    status: 400,
    text: {
      name: {
        required: 'Name is required',
        maxLength: `Name is too long (max ${nameCharsMax} characters)`,
        controls: 'Name contains control characters',
      },
      description: {
        maxLength: `Description is too long (max ${descriptionCharsMax} characters)`,
        controls: 'Description contains control characters',
      },
      privacy: 'Invalid privacy. Must be true or false',
    },
  },
  too_many_collections: {
    status: 409,
    text: `You have ${collectionsMax} collections, and there can be no more. Delete one first.`,
  },
  collection_full: {
    status: 409,
    text: `The collection has ${picturesMaxText} pictures, and there can be no more.`,
  },
})
