import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react'
import { makeChange, select, useEditor } from './editor.ts'
import { createdKeys, isWithin, parentOf, withToggled } from './editor-state.ts'
import { LayerRow } from './layer-row.tsx'
import styles from './layers-panel.module.css'
import { type Parts, partsAt } from './parts.ts'
import { SeveralButton } from './several-button.tsx'
import { useParts } from './use-parts.ts'

/** Where dragged layers would be dropped: in front of another one of their group, or behind it. */
type Drop = { key: string; side: 'front' | 'back' }

/**
 * The list of all parts, the foremost first. They can be selected, one or several, reordered by dragging,
 * hidden and renamed.
 */
export function LayersPanel() {
  const parts = useParts()
  const { selected, selectsSeveral } = useEditor((state) => ({
    selected: state.selected,
    selectsSeveral: state.selectsSeveral,
  }))
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [dragged, setDragged] = useState<readonly string[]>([])
  const [drop, setDrop] = useState<Drop>()
  const list = useRef<HTMLUListElement>(null)
  /** The layer from which a range is selected. */
  const anchor = useRef<string>(undefined)

  const shownKeys = () =>
    [...(list.current?.querySelectorAll<HTMLElement>('[data-layer]') ?? [])].map(
      ({ dataset }) => dataset.layer ?? '',
    )

  function toggle(key: string): void {
    setOpened((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }

  /** With Shift, all layers from the one that was selected before; with Control, one more or one less. */
  function choose(key: string, { shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent): void {
    if (shiftKey) selectRange(key)
    else if (selectsSeveral || ctrlKey || metaKey) select(withToggled(selected, key))
    else select([key])
    if (!shiftKey) anchor.current = key
  }

  function selectRange(key: string): void {
    const keys = shownKeys()
    const from = keys.indexOf(anchor.current ?? selected.at(-1) ?? key)
    const to = keys.indexOf(key)
    const range = keys.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)
    // A selected group includes the parts inside it, so these are not selected themselves.
    select(range.filter((one) => !range.some((other) => other !== one && isWithin(one, other))))
  }

  function findDrop({ clientX, clientY }: PointerEvent): Drop | undefined {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-layer]')
    const key = row?.dataset.layer
    if (!row || key === undefined || dragged.includes(key)) return undefined
    if (parentOf(key) !== parentOf(dragged[0] ?? '')) return undefined
    const { top, height } = row.getBoundingClientRect()
    return { key, side: clientY < top + height / 2 ? 'front' : 'back' }
  }

  function finishDrag(): void {
    if (drop) moveLayers(parts, dragged, drop)
    setDragged([])
    setDrop(undefined)
  }

  /** Arrows go from layer to layer; with Shift they select, with Alt they move the layer. */
  function onKeyDown(event: KeyboardEvent): void {
    const towards = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-layer]')
    if (towards === undefined || !row || (event.target as HTMLElement).matches('input')) return
    event.preventDefault()
    const key = row.dataset.layer ?? ''
    if (event.altKey) {
      const siblings = parts.childrenOf(parentOf(key))
      const next = siblings[siblings.indexOf(key) - towards]
      if (next === undefined) return
      const [moved = key] = moveLayers(parts, [key], { key: next, side: towards < 0 ? 'front' : 'back' })
      requestAnimationFrame(() => focusLayer(list.current, moved))
      return
    }
    const keys = shownKeys()
    const next = keys[keys.indexOf(key) + towards]
    if (next === undefined) return
    focusLayer(list.current, next)
    if (!event.shiftKey) return
    if (!selected.includes(key)) anchor.current = key
    selectRange(next)
  }

  const rowsOf = (group: string): React.ReactNode =>
    parts
      .childrenOf(group)
      .toReversed()
      .map((key) => {
        const part = parts.get(key)
        if (!part) return null
        const isOpen = opened.has(key) || selected.some((one) => one.startsWith(`${key}.`))
        return (
          <li key={key}>
            <LayerRow
              part={part}
              isSelected={selected.includes(key)}
              isOpen={isOpen}
              drop={drop?.key === key ? drop.side : undefined}
              isDragged={dragged.includes(key)}
              onToggle={() => toggle(key)}
              onChoose={(event) => choose(key, event)}
              onDrag={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                const siblings = selected.filter((one) => parentOf(one) === parentOf(key))
                setDragged(siblings.includes(key) ? siblings : [key])
              }}
              onDragMove={(event) => dragged.length > 0 && setDrop(findDrop(event))}
              onDragEnd={finishDrag}
            />
            {isOpen && part.children.length > 0 && <ul className={styles.inner}>{rowsOf(key)}</ul>}
          </li>
        )
      })

  return (
    <>
      <p id="layer-keys" className="hidden-words">
        The foremost part is first. Arrow keys go through the list, with Shift they select several parts, with
        Alt they move the part. F2 renames it.
      </p>
      <ul
        ref={list}
        className={styles.layers}
        aria-label="Layers"
        aria-describedby="layer-keys"
        onKeyDown={onKeyDown}
      >
        {rowsOf('')}
      </ul>
      <SeveralButton />
    </>
  )
}

/** @returns the keys of the layers at their new place. */
function moveLayers(parts: Parts, keys: readonly string[], { key: to, side }: Drop): readonly string[] {
  const [those, other] = [partsAt(parts, keys), parts.get(to)]
  if (!those || !other) return keys
  let moved = keys
  const place = side === 'front' ? { after: other.target } : { before: other.target }
  makeChange({
    edits: [{ op: 'reorder', target: those.target, to: place }],
    words: `${those.name} is now ${side === 'front' ? 'in front of' : 'behind'} ${other.name}`,
    after(outcomes) {
      moved = createdKeys(outcomes)
      return moved
    },
  })
  return moved
}

function focusLayer(list: HTMLElement | null, key: string | undefined): void {
  list?.querySelector<HTMLElement>(`[data-layer="${key}"] [data-name]`)?.focus()
}
