export const galleryErrorStatuses = {
  svg_not_found: 404,
  invalid_filter: 400,
  invalid_size: 400,
  svg_not_renderable: 422,
  picture_removed: 409,
  invalid_report: 400,
} as const satisfies Record<string, number>

export type GalleryErrorCode = keyof typeof galleryErrorStatuses
