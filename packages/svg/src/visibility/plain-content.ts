import type { PictureElement, PictureReference } from '../picture.ts'
import { propertyGrammars } from '../properties.ts'

/** Attributes that say where a shape is, or that change nothing about shapes, whatever their value. */
const withoutEffect: ReadonlySet<string> = new Set([
  ...['d', 'points', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height'],
  ...['viewBox', 'preserveAspectRatio', 'overflow', 'role', 'aria-label', 'xml:space'],
  ...['clip-rule', 'color', 'stroke-dashoffset', 'pointer-events', 'isolation', 'direction'],
  ...['color-interpolation', 'color-interpolation-filters', 'image-rendering', 'dominant-baseline'],
  ...['letter-spacing', 'word-spacing', 'writing-mode', 'kerning', 'white-space', 'unicode-bidi'],
  ...[...propertyGrammars.keys()].filter((name) => /^(?:font|text)-|^(?:stop|flood|lighting)-/.test(name)),
])

/** The values with which other properties have no effect. */
const valuesWithoutEffect: ReadonlyMap<string, readonly string[]> = new Map([
  ['mix-blend-mode', ['normal']],
  ['paint-order', ['normal', 'fill stroke markers', 'fill', 'fill stroke']],
  ['shape-rendering', ['auto', 'geometricPrecision']],
  ['vector-effect', ['none']],
  ...['filter', 'mask', 'marker-start', 'marker-mid', 'marker-end'].map(
    (name): [string, readonly string[]] => [name, ['none']],
  ),
])

/** Whether an attribute changes nothing about the shapes that its element contains. */
export const isWithoutEffect = (name: string, value: string): boolean =>
  withoutEffect.has(name) || valuesWithoutEffect.get(name)?.includes(value) === true

/** A gradient, or a clip path: what they draw needs no further references. */
export function isPlainReference({ attribute, targets }: PictureReference): boolean {
  const [target] = targets
  if (target === undefined || targets.length > 1) return false
  return attribute === 'clip-path' ? isPlainClip(target) : target.rule.role === 'gradient'
}

const clipAttributes: ReadonlySet<string> = new Set(['clipPathUnits', 'transform', 'clip-rule'])

function isPlainClip({ name, attributes, children }: PictureElement): boolean {
  if (name !== 'clipPath') return false
  for (let n = 0; n < attributes.size; n++) if (!clipAttributes.has(attributes.nameAt(n))) return false
  return children.every(
    (child) =>
      typeof child === 'string' ||
      child.rule.role === 'words' ||
      (child.rule.role === 'shape' && child.references.length === 0),
  )
}
