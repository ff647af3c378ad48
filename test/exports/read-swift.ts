/** A context of SwiftUI: the markup around everything that is drawn with it. */
type Context = { around: string[]; opacity: number }

/**
 * The drawing calls of a SwiftUI view as an SVG. It knows the statements that the export writes, one a line,
 * and refuses all others.
 */
export function readSwift(source: string): string {
  const definitions: string[] = []
  const define = (write: (id: string) => string): string => {
    const id = `s${definitions.length}`
    definitions.push(write(id))
    return id
  }
  const contexts = new Map<string, Context>([['context', { around: [], opacity: 1 }]])
  /** The text that the closing brackets of the open blocks write. */
  const ends: string[] = []
  let body = ''
  const lines = (
    /private func draw\(in context: inout GraphicsContext\) \{\n([\s\S]*?)\n {4}\}\n/.exec(source)?.[1] ?? ''
  ).split('\n')
  for (const written of lines) {
    const line = written.trim()
    const call = /^(\w+)\.(\w+)\((.*)\)$/.exec(line)
    const copy = /^var (\w+) = (\w+)$/.exec(line)
    const opacity = /^(\w+)\.opacity = ([\d.]+)$/.exec(line)
    const layer = /^(\w+)\.drawLayer \{ (\w+) in$/.exec(line)
    if (line === '' || line === 'do {') {
      if (line !== '') ends.push('')
    } else if (line === '}') body += ends.pop() ?? fail(line)
    else if (copy) contexts.set(copy[1] ?? '', structuredClone(contextOf(copy[2])))
    else if (opacity) contextOf(opacity[1]).opacity = Number(opacity[2])
    else if (layer) {
      const { around, opacity: whole } = contextOf(layer[1])
      body += `${around.join('')}<g opacity="${whole}">`
      ends.push('</g>'.repeat(around.length + 1))
      contexts.set(layer[2] ?? '', { around: [], opacity: 1 })
    } else if (call) body += run(contextOf(call[1]), call[2] ?? '', call[3] ?? '')
    else fail(line)
  }
  if (ends.length > 0) throw new Error('a block is not closed')

  function contextOf(name = ''): Context {
    return contexts.get(name) ?? fail(name)
  }

  function run(context: Context, name: string, given: string): string {
    if (name === 'concatenate') {
      context.around.push(`<g transform="matrix(${numbersIn(given).join(' ')})">`)
      return ''
    }
    const data = /path\("([^"]*)"\)/.exec(given)?.[1] ?? fail(given)
    const isEvenOdd = given.includes('FillStyle(eoFill: true)')
    if (name === 'clip') {
      const id = define(
        (own) =>
          `<clipPath id="${own}"><path d="${data}" clip-rule="${isEvenOdd ? 'evenodd' : 'nonzero'}"/></clipPath>`,
      )
      context.around.push(`<g clip-path="url(#${id})">`)
      return ''
    }
    const paint = readShading(given)
    const drawn =
      name === 'fill'
        ? `<path d="${data}" fill-rule="${isEvenOdd ? 'evenodd' : 'nonzero'}" fill="${paint.color}" fill-opacity="${paint.opacity}"/>`
        : name === 'stroke'
          ? `<path d="${data}" fill="none" stroke="${paint.color}" stroke-opacity="${paint.opacity}" ${readStroke(given)}/>`
          : fail(name)
    return context.around.join('') + drawn + '</g>'.repeat(context.around.length)
  }

  function readShading(given: string): { color: string; opacity: number } {
    const shading = /with: \.(\w+)\(/.exec(given)?.[1]
    const colors = [...given.matchAll(/color\(0x([0-9a-f]{6})(?:, ([\d.]+))?\)/g)].map(
      ([, hex, opacity = '1']) => ({
        color: `#${hex}`,
        opacity: Number(opacity),
      }),
    )
    if (shading === 'color') return colors[0] ?? fail(given)
    const places = [...given.matchAll(/location: (-?[\d.]+)/g)].map(([, offset]) => offset)
    const stops = colors.map(
      ({ color, opacity }, at) =>
        `<stop offset="${places[at]}" stop-color="${color}" stop-opacity="${opacity}"/>`,
    )
    const spread = { repeat: 'repeat', mirror: 'reflect' }[/options: \.(\w+)/.exec(given)?.[1] ?? ''] ?? 'pad'
    const points = [...given.matchAll(/CGPoint\(x: (-?[\d.e-]+), y: (-?[\d.e-]+)\)/g)].map(([, x, y]) => [
      x,
      y,
    ])
    const shared = `gradientUnits="userSpaceOnUse" spreadMethod="${spread}"`
    const id = define((own) =>
      shading === 'linearGradient'
        ? `<linearGradient id="${own}" ${shared} x1="${points[0]?.[0]}" y1="${points[0]?.[1]}" x2="${points[1]?.[0]}" y2="${points[1]?.[1]}">${stops.join('')}</linearGradient>`
        : `<radialGradient id="${own}" ${shared} cx="${points[0]?.[0]}" cy="${points[0]?.[1]}" r="${/endRadius: ([\d.]+)/.exec(given)?.[1]}">${stops.join('')}</radialGradient>`,
    )
    return { color: `url(#${id})`, opacity: 1 }
  }

  const [width, height] = numbersIn(/\.aspectRatio\((.*?), contentMode/.exec(source)?.[1] ?? '')
  const [left, top] = numbersIn(/clip\(to: Path\(CGRect\((.*?)\)\)\)/.exec(source)?.[1] ?? '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}"><defs>${definitions.join('')}</defs>${body}</svg>`
}

function readStroke(given: string): string {
  const value = (name: string) => new RegExp(`${name}: \\.?([\\w.]+)`).exec(given)?.[1] ?? fail(given)
  const dashes = /dash: \[([^\]]*)\]/.exec(given)?.[1] ?? ''
  return `stroke-width="${value('lineWidth')}" stroke-linecap="${value('lineCap')}" stroke-linejoin="${value('lineJoin')}" stroke-miterlimit="${value('miterLimit')}" ${dashes ? `stroke-dasharray="${dashes}" stroke-dashoffset="${numbersIn(/dashPhase: ([^)]*)/.exec(given)?.[1] ?? '')[0]}"` : ''}`
}

const numbersIn = (text: string): number[] => (text.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).map(Number)

function fail(what: string): never {
  throw new Error(`not read: ${what.slice(0, 200)}`)
}
