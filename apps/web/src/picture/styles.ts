import type { CallInput } from '../api/index.ts'

export type StyleName = NonNullable<NonNullable<CallInput<'GET /api/svg/public'>['query']>['style']>

/** The styles of the wire contract, in the order in which they are offered. */
export const styleNames: Record<StyleName, string> = {
  flat: 'Flat',
  outline: 'Outline',
  filled: 'Filled',
  minimal: 'Minimal',
  modern: 'Modern',
  gradient: 'Gradient',
  'line-art': 'Line art',
  '3d': '3D',
  cartoon: 'Cartoon',
}

export const isStyle = (text: unknown): text is StyleName =>
  typeof text === 'string' && Object.hasOwn(styleNames, text)

export const nameOfStyle = (style: string): string => (isStyle(style) ? styleNames[style] : style)
