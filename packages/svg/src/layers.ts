/** A cascade layer, or the place of rules outside all layers (CSS Cascade 5, section 6.4). */
export interface Layer {
  /** Grows with precedence; set once all sheets are read. */
  rank: number
  /** Nested layers, in the order in which they were first named. */
  inside: Map<string, Layer>
}

const newLayer = (): Layer => ({ rank: 0, inside: new Map() })

/** All layers of the sheets of one document. */
export interface LayerTree {
  readonly root: Layer
  /** The layer `a.b` inside another one. For an empty name, a new anonymous layer each time. */
  open(outer: Layer, name: string): Layer
  /** Rules directly in a layer take precedence over its nested layers. */
  rankAll(): void
}

export function createLayerTree(): LayerTree {
  const root = newLayer()
  let anonymous = 0

  function open(outer: Layer, name: string): Layer {
    // Names cannot contain blanks, so no name in a style sheet equals one of these.
    if (name === '') return inner(outer, ` ${anonymous++}`)
    return name.split('.').reduce((layer, part) => inner(layer, part.trim()), outer)
  }

  function rankAll(): void {
    let rank = 0
    const stack: { layer: Layer; rest: Layer[] }[] = [{ layer: root, rest: [...root.inside.values()] }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.shift()
      if (next !== undefined) stack.push({ layer: next, rest: [...next.inside.values()] })
      else {
        top.layer.rank = rank++
        stack.pop()
      }
    }
  }
  return { root, open, rankAll }
}

function inner(layer: Layer, name: string): Layer {
  const known = layer.inside.get(name)
  if (known !== undefined) return known
  const made = newLayer()
  layer.inside.set(name, made)
  return made
}
