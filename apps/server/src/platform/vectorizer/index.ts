/**
 * vectorizer: PNG, JPEG and WebP to SVG, in a process that may be killed (`platform/processes`). The size of
 * an image is read from its header and bounded before anything decodes it. The SVG is not sanitised.
 */
export { checkImage, ImageError, type ImageErrorKind, vectorizerLimits } from './image-header.ts'
export { openVectorizer, type Vectorizer } from './open-vectorizer.ts'
export { type Detail, details } from './vectorize-order.ts'
