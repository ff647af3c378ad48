import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { Button, classes, Icon } from '../design/index.ts'
import { makeChange, select, useEditor } from './editor.ts'
import { parentOf } from './editor-state.ts'
import { movedKey } from './layer-order.ts'
import styles from './layers-panel.module.css'
import type { Part, Parts } from './parts.ts'
import { renamePart } from './rename-field.tsx'
import { useParts } from './use-parts.ts'

/** Where a dragged layer would be dropped: in front of another one of its group, or behind it. */
type Drop = { key: string; side: 'front' | 'back' }

/**
 * The list of all parts, the foremost first. They can be selected, reordered by dragging, hidden and renamed.
 */
export function LayersPanel() {
  const parts = useParts()
  const selected = useEditor((state) => state.selected)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [dragged, setDragged] = useState<string>()
  const [drop, setDrop] = useState<Drop>()
  const list = useRef<HTMLUListElement>(null)

  function toggle(key: string): void {
    setOpened((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }

  function findDrop({ clientX, clientY }: PointerEvent): Drop | undefined {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-layer]')
    const key = row?.dataset.layer
    if (!row || key === undefined || dragged === undefined || key === dragged) return undefined
    if (parentOf(key) !== parentOf(dragged)) return undefined
    const { top, height } = row.getBoundingClientRect()
    return { key, side: clientY < top + height / 2 ? 'front' : 'back' }
  }

  function finishDrag(): void {
    if (dragged !== undefined && drop) moveLayer(parts, dragged, drop)
    setDragged(undefined)
    setDrop(undefined)
  }

  /** Arrows go from layer to layer; with Alt they move the layer. */
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
      moveLayer(parts, key, { key: next, side: towards < 0 ? 'front' : 'back' })
      const moved = movedKey(key, next, towards < 0 ? 'front' : 'back')
      requestAnimationFrame(() => focusLayer(list.current, moved))
      return
    }
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-layer]') ?? [])]
    focusLayer(list.current, rows[rows.indexOf(row) + towards]?.dataset.layer)
  }

  const rowsOf = (group: string): React.ReactNode =>
    parts
      .childrenOf(group)
      .toReversed()
      .map((key) => {
        const part = parts.get(key)
        if (!part) return null
        const isOpen = opened.has(key) || (selected?.startsWith(`${key}.`) ?? false)
        return (
          <li key={key}>
            <Row
              part={part}
              isSelected={key === selected}
              isOpen={isOpen}
              drop={drop?.key === key ? drop.side : undefined}
              isDragged={key === dragged}
              onToggle={() => toggle(key)}
              onDrag={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setDragged(key)
              }}
              onDragMove={(event) => dragged !== undefined && setDrop(findDrop(event))}
              onDragEnd={finishDrag}
            />
            {isOpen && part.children.length > 0 && <ul className={styles.inner}>{rowsOf(key)}</ul>}
          </li>
        )
      })

  return (
    <>
      <p id="layer-keys" className="hidden-words">
        The foremost part is first. Arrow keys go through the list, with Alt they move the part. F2 renames
        it.
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
    </>
  )
}

function moveLayer(parts: Parts, key: string, { key: to, side }: Drop): void {
  const [part, other] = [parts.get(key), parts.get(to)]
  if (!part || !other) return
  const place = side === 'front' ? { after: other.target } : { before: other.target }
  makeChange({
    edits: [{ op: 'reorder', target: part.target, to: place }],
    words: `${part.name} is now ${side === 'front' ? 'in front of' : 'behind'} ${other.name}`,
    after: () => movedKey(key, to, side),
  })
}

function focusLayer(list: HTMLElement | null, key: string | undefined): void {
  list?.querySelector<HTMLElement>(`[data-layer="${key}"] [data-name]`)?.focus()
}

type RowProps = {
  part: Part
  isSelected: boolean
  isOpen: boolean
  isDragged: boolean
  drop: Drop['side'] | undefined
  onToggle: () => void
  onDrag: (event: PointerEvent) => void
  onDragMove: (event: PointerEvent) => void
  onDragEnd: () => void
}

function Row({
  part,
  isSelected,
  isOpen,
  isDragged,
  drop,
  onToggle,
  onDrag,
  onDragMove,
  onDragEnd,
}: RowProps) {
  const [isRenaming, setRenaming] = useState(false)
  const { key, name, children, isHidden } = part
  return (
    <div
      className={classes(styles.row, isSelected && styles.selected, isDragged && styles.dragged)}
      data-layer={key}
      data-drop={drop}
    >
      <span
        className={styles.grip}
        onPointerDown={onDrag}
        onPointerMove={onDragMove}
        onPointerUp={onDragEnd}
        onPointerCancel={onDragEnd}
      >
        <Icon name="menu" size={14} />
      </span>
      {children.length > 0 && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          aria-label={`Parts of ${name}`}
          onClick={onToggle}
        >
          <Icon name="down" size={14} />
        </button>
      )}
      {isRenaming ? (
        <input
          className={styles.rename}
          aria-label="Name"
          dir="auto"
          defaultValue={part.ownName}
          placeholder={name}
          // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here.
          autoFocus
          onFocus={(event) => event.target.select()}
          onBlur={(event) => {
            renamePart(part, event.target.value)
            setRenaming(false)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Escape') {
              event.preventDefault()
              event.currentTarget.value = part.ownName
            }
            if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.name}
          data-name
          aria-pressed={isSelected}
          onClick={() => select({ inside: parentOf(key), key })}
          onDoubleClick={() => setRenaming(true)}
          onKeyDown={(event) => {
            if (event.key === 'F2') setRenaming(true)
          }}
        >
          {name}
        </button>
      )}
      <Button
        look="quiet"
        icon={isHidden ? 'eyeOff' : 'eye'}
        aria-label={isHidden ? `Show ${name}` : `Hide ${name}`}
        onClick={() => setHidden(part, !isHidden)}
      />
    </div>
  )
}

/**
 * A hidden part has an opacity of 0, so it stays in the picture and in this list. Showing it makes it opaque.
 */
const setHidden = ({ target, name }: Part, isHidden: boolean) =>
  makeChange({
    edits: [{ op: 'opacity', target, value: isHidden ? 0 : 1 }],
    words: isHidden ? `${name} is hidden` : `${name} is shown`,
  })
