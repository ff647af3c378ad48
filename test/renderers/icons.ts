import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export type Icon = { set: string; name: string; svg: string }

/** Icon sets of the composer; each is a file of pictures without their root. */
const iconSets = ['fluent-emoji-flat', 'lucide', 'noto', 'tabler'] as const

type IconSet = {
  width?: number
  height?: number
  icons: Record<string, { body: string; width?: number; height?: number }>
}

/** `count` icons, evenly spread over each installed set. */
export async function readIcons(count: number): Promise<Icon[]> {
  const require = createRequire(import.meta.url)
  const each = Math.ceil(count / iconSets.length)
  const found: Icon[] = []
  for (const set of iconSets) {
    const { icons: bodies, ...size } = JSON.parse(
      await readFile(require.resolve(`@iconify-json/${set}/icons.json`), 'utf8'),
    ) as IconSet
    const icons = Object.entries(bodies)
    const step = Math.max(1, Math.floor(icons.length / each))
    for (let at = 0; at < icons.length && at / step < each; at += step) {
      const [name, { body, ...own }] = icons[at] ?? ['', { body: '' }]
      const [width, height] = [own.width ?? size.width ?? 16, own.height ?? size.height ?? 16]
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
      found.push({ set, name, svg })
    }
  }
  return found.slice(0, count)
}
