export const galleryErrorStatuses = {
  svg_not_found: 404,
  invalid_filter: 400,
} as const satisfies Record<string, number>

export type GalleryErrorCode = keyof typeof galleryErrorStatuses
