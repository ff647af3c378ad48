import { Resvg } from '@resvg/resvg-js'

/** More than this in a channel is no matter of anti-aliasing. */
const CHANNEL_DIFFERENCE_MAX = 48

/** Part of the pixels, 0 to 1, in which two pictures differ by more than anti-aliasing explains; 1 where their sizes do. */
export const compareRenders = (one: string, other: string, widthPx: number, systemFonts = false): number => {
  const a = render(one, widthPx, systemFonts)
  const b = render(other, widthPx, systemFonts)
  if (a.width !== b.width || a.height !== b.height) return 1
  const [pixels, others] = [a.pixels, b.pixels]
  let different = 0
  for (let i = 0; i < pixels.length; i += 4) {
    const worst = Math.max(...[0, 1, 2, 3].map((channel) => Math.abs((pixels[i + channel] ?? 0) - (others[i + channel] ?? 0))))
    if (worst > CHANNEL_DIFFERENCE_MAX) different++
  }
  return different / (pixels.length / 4)
}

/** Part of the pixels, 0 to 1, that are not transparent. */
export const inkOf = (svg: string, widthPx: number, systemFonts = false): number => {
  const { pixels } = render(svg, widthPx, systemFonts)
  let inked = 0
  for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 8) inked++
  return inked / (pixels.length / 4)
}

const render = (svg: string, widthPx: number, systemFonts: boolean) =>
  new Resvg(svg, { font: { loadSystemFonts: systemFonts }, fitTo: { mode: 'width', value: widthPx } }).render()
