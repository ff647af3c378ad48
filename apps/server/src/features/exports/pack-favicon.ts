import { strToU8, zipSync } from 'fflate'
import { deflated, stored } from './archive-options.ts'

/** `svg` is square. `pngs` has one image for each of `faviconSizes` (`favicon-images.ts`). */
export type FaviconParts = { svg: string; name: string; pngs: readonly Uint8Array[] }

/**
 * An archive with the icons of a web site: `favicon.ico`, `favicon.svg`, PNGs for touch screens and installed
 * apps, `site.webmanifest`, and `head.html` with the lines for the head of each page.
 */
export async function packFavicon({ svg, name, pngs }: FaviconParts): Promise<Uint8Array> {
  const { default: pngToIco } = await import('png-to-ico')
  const [png16, png32, png48, png180, png192, png512] = pngs.map((png) => Buffer.from(png))
  if (!png16 || !png32 || !png48 || !png180 || !png192 || !png512) throw new RangeError('a size is missing')
  const icons = [192, 512].map((side) => ({
    src: `/icon-${side}.png`,
    sizes: `${side}x${side}`,
    type: 'image/png',
  }))
  const manifest = { name, icons, display: 'browser' }
  return zipSync({
    'favicon.ico': [await pngToIco([png16, png32, png48]), deflated],
    'favicon.svg': [strToU8(svg), deflated],
    'apple-touch-icon.png': [png180, stored],
    'icon-192.png': [png192, stored],
    'icon-512.png': [png512, stored],
    'site.webmanifest': [strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`), deflated],
    'head.html': [strToU8(head), deflated],
  })
}

const head = `<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="/site.webmanifest">
`
