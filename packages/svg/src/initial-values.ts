/**
 * Inherited properties with their initial values (SVG 2, appendix "Property index"; CSS Fonts 4, CSS Text 3,
 * CSS Writing Modes 4). For all others, `initial` and `unset` have the same effect as leaving them out.
 */
export const inherited: ReadonlyMap<string, string> = new Map([
  ['clip-rule', 'nonzero'],
  ['color', '#000'],
  ['color-interpolation', 'sRGB'],
  ['color-interpolation-filters', 'linearRGB'],
  ['direction', 'ltr'],
  ['dominant-baseline', 'auto'],
  ['fill', '#000'],
  ['fill-opacity', '1'],
  ['fill-rule', 'nonzero'],
  ['font-family', 'serif'],
  ['font-kerning', 'auto'],
  ['font-size', 'medium'],
  ['font-size-adjust', 'none'],
  ['font-stretch', 'normal'],
  ['font-style', 'normal'],
  ['font-variant', 'normal'],
  ['font-weight', 'normal'],
  ['image-rendering', 'auto'],
  ['kerning', 'auto'],
  ['letter-spacing', 'normal'],
  ['line-height', 'normal'],
  ['marker-end', 'none'],
  ['marker-mid', 'none'],
  ['marker-start', 'none'],
  ['paint-order', 'normal'],
  ['pointer-events', 'auto'],
  ['shape-rendering', 'auto'],
  ['stroke', 'none'],
  ['stroke-dasharray', 'none'],
  ['stroke-dashoffset', '0'],
  ['stroke-linecap', 'butt'],
  ['stroke-linejoin', 'miter'],
  ['stroke-miterlimit', '4'],
  ['stroke-opacity', '1'],
  ['stroke-width', '1'],
  ['text-anchor', 'start'],
  ['text-orientation', 'mixed'],
  ['text-rendering', 'auto'],
  ['text-transform', 'none'],
  ['visibility', 'visible'],
  ['white-space', 'normal'],
  ['word-spacing', 'normal'],
  ['writing-mode', 'horizontal-tb'],
])

/** The keywords of every property (CSS Cascade 5, section 7.3). */
export type WideKeyword = 'inherit' | 'initial' | 'unset' | 'revert' | 'revert-layer'

const wide = new Map<string, WideKeyword>(
  (['inherit', 'initial', 'unset', 'revert', 'revert-layer'] as const).map((word) => [word, word]),
)
const longest = 12
const shortest = 5

export const wideKeyword = (value: string): WideKeyword | undefined =>
  value.length <= longest && value.length >= shortest && mayBegin(value.charCodeAt(0) | 32)
    ? (wide.get(value) ?? wide.get(value.toLowerCase()))
    : undefined

const mayBegin = (code: number): boolean => code === letterI || code === letterR || code === letterU
const [letterI, letterR, letterU] = [105, 114, 117] as const
