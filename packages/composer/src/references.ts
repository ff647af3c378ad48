import { loadArt } from './art/load.ts'
import { writeNode } from './art/tree.ts'
import type { ComposerRequest, ReferenceIcon } from './request.ts'
import type { Studio } from './studio.ts'

const iconsMax = 3
const iconBytesMax = 1_800

/** The drawings of what a prompt names, as small documents; lines for styles made of lines. */
export function findReferenceIcons(
  { library, read }: Studio,
  { prompt, style }: ComposerRequest,
): ReferenceIcon[] {
  const lines = style === 'outline' || style === 'line-art' || style === 'minimal'
  const sources = lines ? (['stroke', 'flat'] as const) : (['flat', 'stroke'] as const)
  const icons: ReferenceIcon[] = []
  for (const { concept } of read(prompt).subjects) {
    const art = loadArt(library, concept, sources, iconBytesMax)
    if (!art) continue
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${art.size} ${art.size}">${art.nodes.map(writeNode).join('')}</svg>`
    if (svg.length <= iconBytesMax + 200 && icons.length < iconsMax) icons.push({ name: concept.label, svg })
  }
  return icons
}
