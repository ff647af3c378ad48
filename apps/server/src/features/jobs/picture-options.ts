import { toHexColor } from '@chatsvg/svg'
import type { PictureOptions } from '../../models/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { FieldRules } from '../../platform/http/index.ts'
import { ratioMax } from './bounds.ts'
import { jobErrors } from './errors.ts'

const nullAsAbsent = (given: unknown) => given ?? undefined

/** The colour as `#rrggbb`; other values are returned unchanged, so that the schema refuses them. */
const readColor = (given: unknown): unknown =>
  typeof given === 'string' ? (toHexColor(given) ?? given) : given

export const sizeRules: FieldRules<number> = { read: nullAsAbsent, problems: jobErrors.invalid_canvas }

export const backgroundRules: FieldRules<string> = {
  read: (given) => (given === 'auto' ? undefined : nullAsAbsent(readColor(given))),
  problems: jobErrors.invalid_background,
}

export const paletteRules: FieldRules<string[]> = {
  read: (given) => (Array.isArray(given) ? given.map(readColor) : nullAsAbsent(given)),
  problems: jobErrors.invalid_palette,
}

/**
 * The options of a request. A request that names one side only is for a square.
 *
 * @returns null when it has none.
 * @throws AppError `invalid_canvas` for a canvas that is too narrow.
 */
export function chooseOptions({ width, height, background, palette }: PictureOptions): PictureOptions | null {
  const options: PictureOptions = {}
  const [across, down] = [width ?? height, height ?? width]
  if (across !== undefined && down !== undefined) {
    if (Math.max(across, down) > ratioMax * Math.min(across, down))
      throw new AppError(jobErrors.invalid_canvas)
    Object.assign(options, { width: across, height: down })
  }
  if (background !== undefined) options.background = background
  if (palette !== undefined) options.palette = palette
  return Object.keys(options).length > 0 ? options : null
}
