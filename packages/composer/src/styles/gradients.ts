import { type ArtNode, element } from '../art/tree.ts'
import type { GradientDefinition } from './style.ts'

/** The gradients of one group, each defined once however often it is used. */
export function createGradients(prefix: string) {
  const ids = new Map<string, string>()
  const defined: ArtNode[] = []
  return {
    define(definition: GradientDefinition): string {
      const key = JSON.stringify(definition)
      const known = ids.get(key)
      if (known !== undefined) return `url(#${known})`
      const id = `${prefix}-${ids.size + 1}`
      ids.set(key, id)
      defined.push(writeGradient(id, definition))
      return `url(#${id})`
    },
    take: (): ArtNode[] => defined,
  }
}

function writeGradient(id: string, definition: GradientDefinition): ArtNode {
  const stop = (offset: number, colour: string) => element('stop', { offset, 'stop-color': colour })
  if (definition.kind === 'linear') {
    return element('linearGradient', { id, x1: 0.1, y1: 0, x2: 0.9, y2: 1 }, [
      stop(0, definition.from),
      stop(1, definition.to),
    ])
  }
  return element('radialGradient', { id, cx: 0.36, cy: 0.28, r: 0.85 }, [
    stop(0, definition.light),
    stop(0.45, definition.middle),
    stop(1, definition.deep),
  ])
}
