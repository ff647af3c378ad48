import { createRandom, pick } from '../../tools/random/index.ts'

/** Nearly equal ones among them, so that some pictures show a single colour. */
const colors = ['#fff', '#fefefe', '#000', 'red', '#fd0000', 'none', '#123456', '#808080', '#818181']
const gradients = ['url(#line)', 'url(#disc)']
const transforms = ['rotate(40)', 'scale(.3 2)', 'scale(0)', 'scale(-1 1)', 'matrix(1 .4 -.7 .8 9 -4)']
const effects = ['display="none"', 'visibility="hidden"', 'clip-path="url(#clip)"', 'opacity="0"']

/**
 * Pictures of a few shapes that are often invisible: outside of the canvas, behind another shape, without a
 * size, or of the colour of their ground.
 */
export function* writeRandomPictures(count: number, seed: number): Generator<string> {
  const random = createRandom(seed)
  const sometimes = (share: number, text: () => string) => (random() < share ? text() : '')
  for (let n = 0; n < count; n++) {
    const width = pick(random, [256, 24, 1, 1000])
    const height = width * pick(random, [1, 1, 0.5, 2, 0.26])
    const left = pick(random, [0, 0, -width / 2, width * 3])
    const length = (side = width) => ((random() * 1.8 - 0.4) * side).toPrecision(3)
    const x = () => `${left + Number(length())}`
    const y = () => length(height)
    const point = () => `${x()} ${y()}`
    const share = () => random().toFixed(2)
    const flag = () => pick(random, ['0', '1'])

    const paint = () =>
      [
        sometimes(0.8, () => ` fill="${pick(random, random() < 0.2 ? gradients : colors)}"`),
        sometimes(
          0.35,
          () =>
            ` stroke="${pick(random, colors)}" stroke-width="${(random() * random() * width * 0.2).toPrecision(2)}"`,
        ),
        sometimes(0.1, () => ` stroke-linejoin="${pick(random, ['round', 'bevel', 'arcs'])}"`),
        sometimes(0.1, () => ` stroke-linecap="${pick(random, ['round', 'square'])}"`),
        sometimes(0.05, () => ` stroke-dasharray="${share()} ${length()}"`),
        sometimes(0.08, () => ` fill-opacity="${pick(random, ['0', '.5', '1'])}"`),
        sometimes(0.1, () => ' fill-rule="evenodd"'),
        sometimes(0.15, () => ` transform="${pick(random, transforms)}"`),
        sometimes(0.06, () => ` ${pick(random, effects)}`),
      ].join('')
    const segment = () =>
      pick(random, [
        () => `L${point()}`,
        () => `C${point()} ${point()} ${point()}`,
        () => `Q${point()} ${point()}`,
        () => `A${length()} ${length()} 30 ${flag()} ${flag()} ${point()}`,
        () => `h${length()}`,
        () => 'z',
        () => `M${point()}`,
      ])()
    const shape = (): string =>
      pick(random, [
        () => `<rect x="${x()}" y="${y()}" width="${length()}" height="${length(height)}"${paint()}/>`,
        () =>
          `<rect x="${x()}" y="${y()}" width="${length()}" height="${length()}" rx="${length()}"${paint()}/>`,
        () => `<rect x="${left}" width="${width}" height="${height}"${paint()}/>`,
        () => `<rect x="${left}" width="${width}" height="${height}" fill="${pick(random, colors)}"/>`,
        () => `<circle cx="${x()}" cy="${y()}" r="${length()}"${paint()}/>`,
        () => `<ellipse cx="${x()}" cy="${y()}" rx="${length()}" ry="${length()}"${paint()}/>`,
        () => `<path d="M${point()}${segment()}${segment()}${segment()}"${paint()}/>`,
        () => `<path d="M${point()}${segment()}${segment()}"${paint()}/>`,
        () => `<polygon points="${point()} ${point()} ${point()} ${point()}"${paint()}/>`,
        () => `<polyline points="${point()} ${point()} ${point()}"${paint()}/>`,
        () => `<line x1="${x()}" y1="${y()}" x2="${x()}" y2="${y()}"${paint()}/>`,
        () => `<g${paint()}>${shape()}${shape()}</g>`,
      ])()
    const stop = () =>
      `<stop offset="${share()}" stop-color="${pick(random, ['#fff', 'red', '#000'])}"${sometimes(0.1, () => ' stop-opacity=".2"')}/>`
    const units = () => sometimes(0.3, () => ' gradientUnits="userSpaceOnUse"')
    const definitions =
      `<linearGradient id="line" x1="${share()}" x2="${share()}"${units()}>${stop()}${stop()}</linearGradient>` +
      `<radialGradient id="disc" r="${share()}"${units()}>${stop()}${stop()}</radialGradient>` +
      `<clipPath id="clip"><rect x="${x()}" y="${y()}" width="${width / 2}" height="${height / 2}"/></clipPath>`
    const body = Array.from({ length: 1 + Math.floor(random() * random() * 7) }, shape).join('')
    yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${width} ${height}">${definitions}${body}</svg>`
  }
}
