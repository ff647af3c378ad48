import { type ArtNode, escapeText, formatNumber, writeAttributes, writeNode } from '../art/tree.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import { cleanTitle } from './title.ts'

/** Head, then every group element by element: each piece ends after a complete element. */
export function writePicture(picture: {
  plan: ScenePlan
  view: { width: number; height: number }
  title: string
  description: string
  credit: string
  groups: readonly ArtNode[]
}): string[] {
  const { plan, view } = picture
  const size = `width="${formatNumber(plan.canvas.width)}" height="${formatNumber(plan.canvas.height)}" viewBox="0 0 ${formatNumber(view.width)} ${formatNumber(view.height)}"`
  const pieces = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escapeText(cleanTitle(picture.title))}</title><desc>${escapeText(picture.description)}</desc><metadata>${escapeText(picture.credit)}</metadata>`,
  ]
  for (const { tag, attributes, children } of picture.groups) {
    if (tag !== 'g' || children.length === 0) {
      pieces.push(writeNode({ tag, attributes, children }))
      continue
    }
    const open = `<${tag}${writeAttributes(attributes)}>`
    for (const [at, child] of children.entries()) {
      const start = at === 0 ? open : ''
      const end = at === children.length - 1 ? `</${tag}>` : ''
      pieces.push(start + writeNode(child) + end)
    }
  }
  pieces.push('</svg>')
  return pieces
}
