import { type MouseEvent, type PointerEvent, useRef, useState } from 'react'
import { Button, classes, Icon } from '../design/index.ts'
import { makeChange } from './editor.ts'
import styles from './layers-panel.module.css'
import type { Part } from './parts.ts'
import { renamePart } from './rename-field.tsx'

type LayerRowProps = {
  part: Part
  isSelected: boolean
  isOpen: boolean
  isDragged: boolean
  /** Where a dragged layer would be dropped. */
  drop: 'front' | 'back' | undefined
  onToggle: () => void
  onChoose: (event: MouseEvent) => void
  onDrag: (event: PointerEvent) => void
  onDragMove: (event: PointerEvent) => void
  onDragEnd: () => void
}

/** A layer: its grip, its name, which is selected and renamed, and whether it is shown. */
export function LayerRow({
  part,
  isSelected,
  isOpen,
  isDragged,
  drop,
  onToggle,
  onChoose,
  onDrag,
  onDragMove,
  onDragEnd,
}: LayerRowProps) {
  const [isRenaming, setRenaming] = useState(false)
  const { key, name, children, isHidden, opacity } = part
  /** The opacity that the part had when it was hidden here. */
  const shownOpacity = useRef(1)

  function toggleHidden(): void {
    if (!isHidden) shownOpacity.current = opacity
    setOpacity(part, isHidden ? shownOpacity.current : 0)
  }

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
          onClick={onChoose}
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
        onClick={toggleHidden}
      />
    </div>
  )
}

/**
 * A hidden part has an opacity of 0, so it stays in the picture and in this list. A part that was hidden in
 * an earlier version, or has been moved since, is opaque when it is shown.
 */
const setOpacity = ({ target, name }: Part, value: number) =>
  makeChange({
    edits: [{ op: 'opacity', target, value }],
    words: value === 0 ? `${name} is hidden` : `${name} is shown`,
  })
