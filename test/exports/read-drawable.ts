import { type MarkupElement, readMarkup } from '@chatsvg/svg'

/** A vector drawable of Android as an SVG, drawn as Android's reference says. */
export function readDrawable(text: string): string {
  const root = readMarkup(text)
  let count = 0
  const definitions: string[] = []
  const attributeOf = ({ attributes }: MarkupElement, name: string) => attributes.get(`android:${name}`)
  const numberOf = (element: MarkupElement, name: string, usual: number) =>
    Number(attributeOf(element, name) ?? usual)

  function paint(element: MarkupElement, name: 'fill' | 'stroke'): string {
    const alpha = ` ${name}-opacity="${numberOf(element, `${name}Alpha`, 1)}"`
    const color = attributeOf(element, `${name}Color`)
    if (color !== undefined) return ` ${name}="${color}"${alpha}`
    const [gradient] =
      element.children.find((child) => child.attributes.get('name') === `android:${name}Color`)?.children ??
      []
    if (gradient === undefined) return ` ${name}="none"`
    const id = `d${count++}`
    const stops = gradient.children.map((item) => {
      const argb = attributeOf(item, 'color') ?? ''
      return `<stop offset="${attributeOf(item, 'offset')}" stop-color="#${argb.slice(3)}" stop-opacity="${Number.parseInt(argb.slice(1, 3), 16) / 255}"/>`
    })
    const at = (one: string) => attributeOf(gradient, one) ?? '0'
    const spread = { clamp: 'pad', repeat: 'repeat', mirror: 'reflect' }[at('tileMode')]
    const shared = `id="${id}" gradientUnits="userSpaceOnUse" spreadMethod="${spread}"`
    definitions.push(
      at('type') === 'linear'
        ? `<linearGradient ${shared} x1="${at('startX')}" y1="${at('startY')}" x2="${at('endX')}" y2="${at('endY')}">${stops.join('')}</linearGradient>`
        : `<radialGradient ${shared} cx="${at('centerX')}" cy="${at('centerY')}" r="${at('gradientRadius')}">${stops.join('')}</radialGradient>`,
    )
    return ` ${name}="url(#${id})"${alpha}`
  }

  function draw(element: MarkupElement): string {
    if (element.name === 'path') {
      const rule = attributeOf(element, 'fillType') === 'evenOdd' ? ' fill-rule="evenodd"' : ''
      const stroke = ` stroke-width="${numberOf(element, 'strokeWidth', 0)}" stroke-linecap="${attributeOf(element, 'strokeLineCap') ?? 'butt'}" stroke-linejoin="${attributeOf(element, 'strokeLineJoin') ?? 'miter'}" stroke-miterlimit="${numberOf(element, 'strokeMiterLimit', 4)}"`
      return `<path d="${attributeOf(element, 'pathData')}"${rule}${paint(element, 'fill')}${paint(element, 'stroke')}${stroke}/>`
    }
    if (element.name !== 'group') throw new Error(`a drawable has no ${element.name} here`)
    const number = (name: string, usual = 0) => numberOf(element, name, usual)
    const transform = `translate(${number('translateX')} ${number('translateY')}) rotate(${number('rotation')}) scale(${number('scaleX', 1)} ${number('scaleY', 1)})`
    const [first, ...rest] = element.children
    if (first?.name !== 'clip-path')
      return `<g transform="${transform}">${element.children.map(draw).join('')}</g>`
    const id = `d${count++}`
    definitions.push(`<clipPath id="${id}"><path d="${attributeOf(first, 'pathData')}"/></clipPath>`)
    return `<g transform="${transform}"><g clip-path="url(#${id})">${rest.map(draw).join('')}</g></g>`
  }

  const body = root.children.map(draw).join('')
  const size = `${attributeOf(root, 'viewportWidth')} ${attributeOf(root, 'viewportHeight')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}"><defs>${definitions.join('')}</defs>${body}</svg>`
}
