import { Resvg } from '@resvg/resvg-js'

const [gap, line] = [6, 24]
export const sheetCells = 80

/** Pictures side by side with their sentences, as one PNG for review. */
export function drawContactSheet(
  pictures: readonly { sentence: string; svg: string | undefined; note: string }[],
  columns = 10,
  side = 150,
): Buffer {
  const cells = pictures.map(({ sentence, svg, note }, at) => {
    const [x, y] = [(at % columns) * (side + gap), Math.floor(at / columns) * (side + gap + line)]
    const label = (text: string, dy: number, fill: string) =>
      `<text x="${x}" y="${y + side + dy}" font-size="10" fill="${fill}">${escapeText(text.slice(0, side / 5))}</text>`
    const image =
      svg === undefined
        ? `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#fbb"/>`
        : // Each picture keeps its ids to itself, as an image of its own.
          `<image x="${x}" y="${y}" width="${side}" height="${side}" href="data:image/png;base64,${new Resvg(svg, { fitTo: { mode: 'width', value: side * 2 }, background: '#fff' }).render().asPng().toString('base64')}"/>`
    return image + label(sentence, 11, '#000') + label(note, 21, '#b00')
  })
  const [width, height] = [columns * (side + gap), Math.ceil(pictures.length / columns) * (side + gap + line)]
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">${cells.join('')}</svg>`
  return Buffer.from(
    new Resvg(sheet, { background: '#ddd', font: { loadSystemFonts: true } }).render().asPng(),
  )
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
