import { defineErrors } from '../../platform/errors/index.ts'

export const likedPicturesMax = 100

export const likeErrors = defineErrors({
  invalid_picture_ids: {
    status: 400,
    text: `Invalid ids. Must be 1 to ${likedPicturesMax} ids, separated by commas`,
  },
})
