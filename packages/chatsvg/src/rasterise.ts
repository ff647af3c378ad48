import { readFile } from 'node:fs/promises'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

// The build puts it beside the program.
await initWasm(await readFile(new URL('./resvg.wasm', import.meta.url)))

/**
 * Pictures side by side, each in a square of `sidePx`, as one PNG. It has no fonts, so texts are left out.
 *
 * @throws when they cannot be rendered.
 */
export function renderRow(svgs: readonly string[], sidePx: number): Uint8Array {
  const images = svgs.map((svg, at) => {
    const data = Buffer.from(svg).toString('base64')
    return `<image x="${at * sidePx}" width="${sidePx}" height="${sidePx}" href="data:image/svg+xml;base64,${data}"/>`
  })
  const size = `width="${svgs.length * sidePx}" height="${sidePx}"`
  const row = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${images.join('')}</svg>`)
  const rendered = row.render()
  const png = rendered.asPng()
  rendered.free()
  row.free()
  return png
}
