import { optimize, type PluginConfig } from 'svgo'
import { sanitizeSvg } from './sanitize.ts'
import { readViewBox } from './values.ts'

/**
 * A smaller text for the same picture: numbers rounded to far below a pixel, colours, paths and transforms written shorter, groups
 * without meaning taken out. Takes what `sanitizeSvg` returned and gives something that passes it unchanged in meaning; ids and view
 * box stay. Returns its input where it cannot be made smaller safely. Costs milliseconds: not for an event loop that answers requests.
 */
export const optimizeSvgSync = (svg: string): string => {
  const precision = precisionOf(svg)
  const smaller = runSvgo(svg, precision)
  if (smaller === null || smaller.length >= svg.length) return svg
  const checked = sanitizeSvg(smaller, { idPrefix: commonPrefixOfIds(svg) })
  const losing = !checked.ok || checked.notes.length > 0
  return losing || checked.svg.length >= svg.length ? svg : checked.svg
}

const PRECISION_MAX = 6
/** Decimal digits of the picture's larger side that are kept: one part in 100,000. */
const SIGNIFICANT_DIGITS = 5

/** Digits after the point. Coordinates that something scales later keep all that matter. */
const precisionOf = (svg: string): number => {
  if (
    /objectBoundingBox|patternContentUnits|<svg\b[\s\S]*<svg\b|<symbol|<marker|<pattern|scale\(|matrix\(/.test(
      svg,
    )
  )
    return PRECISION_MAX
  const viewBox = readViewBox(/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '')
  const side = viewBox === null ? 1 : Math.max(viewBox[2], viewBox[3])
  return Math.min(PRECISION_MAX, Math.max(1, Math.ceil(SIGNIFICANT_DIGITS - Math.log10(side))))
}

/** Any prefix that all ids share keeps them as they are. */
const commonPrefixOfIds = (svg: string): string | undefined => {
  const ids = [...svg.matchAll(/\sid="([^"]*)"/g)].map((found) => found[1] ?? '')
  let prefix = (ids[0] ?? '').slice(0, ID_PREFIX_CHARS_MAX)
  for (const id of ids) while (!id.startsWith(prefix)) prefix = prefix.slice(0, -1)
  return prefix === '' ? undefined : prefix
}

const ID_PREFIX_CHARS_MAX = 40

/** A rounded angle or factor moves everything inside; a rounded coordinate only itself. */
const EXACT = {
  floatPrecision: PRECISION_MAX,
  transformPrecision: PRECISION_MAX,
  degPrecision: PRECISION_MAX,
}

/** Only plugins that rewrite values or take out what cannot be seen; none that merges, hides, renames or reorders. */
const pluginsFor = (floatPrecision: number): PluginConfig[] => [
  'removeComments',
  { name: 'cleanupNumericValues', params: { floatPrecision, convertToPx: false } },
  'convertColors',
  { name: 'convertTransform', params: EXACT },
  {
    name: 'convertPathData',
    params: {
      floatPrecision,
      transformPrecision: PRECISION_MAX,
      applyTransforms: false,
      makeArcs: undefined,
      smartArcRounding: false,
    },
  },
  'collapseGroups',
  'removeEmptyContainers',
]

const runSvgo = (svg: string, precision: number): string | null => {
  try {
    return optimize(svg, { plugins: pluginsFor(precision) }).data
  } catch {
    return null
  }
}
