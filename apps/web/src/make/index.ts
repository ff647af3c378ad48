/** make: from a sentence to a picture, on one page. */

export { startDrawing } from './drawing.ts'
export { MakePage } from './make-page.tsx'
export { FirstPrivacyChoice } from './privacy-choice.tsx'
