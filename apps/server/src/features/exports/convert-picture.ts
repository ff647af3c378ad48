import {
  animateSvg,
  type ComponentForm,
  type DrawingExport,
  type Motion,
  readDrawing,
  toComponent,
  toCurrentColor,
  toLottie,
  toSwiftUi,
  toVectorDrawable,
} from '@chatsvg/svg'
import { type FaviconParts, packFavicon } from './pack-favicon.ts'
import { type PdfPlan, planPdf, writePdf } from './write-pdf.ts'

/** `plain` is the picture in the plain form of the rendering process; `svg` is the stored text. */
export type Conversion =
  | { to: 'drawable'; plain: string }
  | { to: 'swift'; plain: string; name: string }
  | { to: 'lottie'; plain: string; motion: Motion }
  | { to: 'cut'; plain: string; sizeMm: number }
  | { to: 'animated'; svg: string; motion: Motion; prefix: string }
  | { to: 'current color'; svg: string }
  | { to: 'component'; svg: string; name: string; form: ComponentForm }
  | { to: 'pdf plan'; plain: string }
  | { to: 'pdf'; plan: PdfPlan; images: readonly Uint8Array[] }
  | { to: 'favicon'; parts: FaviconParts }

/** `picture_too_complex`: the conversion exceeds its limits. */
export type Converted =
  | { ok: true; content: string | Uint8Array; leftOut: readonly string[] }
  | { ok: true; plan: PdfPlan }
  | { ok: false; problem: 'picture_too_complex' | 'picture_not_single_colored' }

/**
 * Converts one or several pictures to a format for other programs. Loads the library of the format at first
 * use.
 */
export async function convertPicture(conversion: Conversion): Promise<Converted> {
  try {
    if (conversion.to === 'pdf plan') return { ok: true, plan: planPdf(conversion.plain) }
    if (conversion.to === 'current color') {
      const content = toCurrentColor(conversion.svg)
      return content === null
        ? { ok: false, problem: 'picture_not_single_colored' }
        : { ok: true, content, leftOut: [] }
    }
    const { content, leftOut = [] } = await write(conversion)
    // A buffer may be a view of a larger one, which would be copied as well.
    return { ok: true, content: typeof content === 'string' ? content : new Uint8Array(content), leftOut }
  } catch (error) {
    // There are too many points, or the recursion is too deep.
    if (error instanceof RangeError) return { ok: false, problem: 'picture_too_complex' }
    throw error
  }
}

type Written = { content: string | Uint8Array; leftOut?: readonly string[] }

async function write(
  conversion: Exclude<Conversion, { to: 'pdf plan' | 'current color' }>,
): Promise<Written> {
  switch (conversion.to) {
    case 'drawable':
      return fromDrawing(toVectorDrawable(readDrawing(conversion.plain)))
    case 'swift':
      return fromDrawing(toSwiftUi(readDrawing(conversion.plain), conversion.name))
    case 'lottie':
      return fromDrawing(toLottie(readDrawing(conversion.plain), conversion.motion))
    case 'cut': {
      const { cutDrawing } = await import('./cut-drawing.ts')
      return fromDrawing(cutDrawing(readDrawing(conversion.plain), { sizeMm: conversion.sizeMm }))
    }
    case 'animated':
      return { content: animateSvg(conversion.svg, conversion) }
    case 'component':
      return { content: toComponent(conversion.svg, conversion) }
    case 'pdf':
      return { content: await writePdf(conversion.plan, conversion.images), leftOut: conversion.plan.leftOut }
    case 'favicon':
      return { content: await packFavicon(conversion.parts) }
  }
}

const fromDrawing = ({ text, leftOut }: DrawingExport): Written => ({ content: text, leftOut })
