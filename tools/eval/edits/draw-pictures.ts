import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ScenePlan, SvgStyle } from '../../../packages/composer/src/index.ts'
import { composeSentence, type OpenComposer } from '../../../packages/composer/src/open-composer.ts'
import { sanitizeSvg } from '../../../packages/svg/src/index.ts'
import { pictureLines } from './pictures.data.ts'

/** A picture as the service keeps it. */
export type StoredPicture = { key: string; sentence: string; svg: string; plan?: ScenePlan }

const samples = new URL('../../../test/corpus/samples/', import.meta.url)
const iconSets = /^(?:fluent-emoji-flat|circle-flags|lucide|tabler|game-icons|noto)$/

/** @throws Error where a line of the list names no picture */
export function drawPictures(composer: OpenComposer): Map<string, StoredPicture> {
  const lines = pictureLines.trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [key = '', kind = '', sentence = ''] = line.split('|')
      return [key, { key, sentence, ...drawOne(composer, kind, sentence) }]
    }),
  )
}

function drawOne(composer: OpenComposer, kind: string, sentence: string): { svg: string; plan?: ScenePlan } {
  if (kind === 'corpus') return { svg: sanitize(readFileSync(new URL(sentence, samples), 'utf8')) }
  if (iconSets.test(kind)) return { svg: sanitize(readIcon(kind, sentence)) }
  const composed = composeSentence(composer, sentence, { style: kind as SvgStyle, seed: 1 })
  if (composed.kind !== 'picture') throw new Error(`"${sentence}" cannot be drawn`)
  return { svg: sanitize(composed.pieces.join('')), plan: composed.plan }
}

/** Rewrites it by the policy, with the id prefix of one job, as for a stored picture. */
export function sanitize(svg: string): string {
  const result = sanitizeSvg(svg, { idPrefix: 'p0123456789-' })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

type IconSet = {
  width?: number
  height?: number
  icons: Record<string, { body: string; width?: number; height?: number }>
}

const sets = new Map<string, IconSet>()
const require = createRequire(import.meta.url)

function readIcon(set: string, name: string): string {
  const file =
    sets.get(set) ??
    (JSON.parse(readFileSync(require.resolve(`@iconify-json/${set}/icons.json`), 'utf8')) as IconSet)
  sets.set(set, file)
  const icon = file.icons[name]
  if (!icon) throw new Error(`There is no icon ${name} in ${set}`)
  const [width, height] = [icon.width ?? file.width ?? 16, icon.height ?? file.height ?? 16]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${icon.body}</svg>`
}
