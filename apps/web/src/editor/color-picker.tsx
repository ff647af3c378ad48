import { useId, useRef, useState } from 'react'
import { announce, classes, Icon, positionPanel } from '../design/index.ts'
import styles from './color-picker.module.css'
import { useChangePalettes, usePalettes } from './palettes.ts'
import { readHexColor } from './palettes-state.ts'

type ColorPickerProps = {
  /** The property that has the colour, such as "Fill". */
  label: string
  /** `#rrggbb`; undefined means no colour. */
  color: string | undefined
  /** Whether it stands for several colours; `color` is undefined then. */
  isMixed?: boolean
  /** Colours of the picture, to choose from. */
  colors: readonly string[]
  /** Previews a colour that is not chosen yet; undefined ends the preview. */
  onTry: (color: string | undefined) => void
  /** undefined means no colour, and is offered only with `canBeNone`. */
  onChoose: (color: string | undefined) => void
  canBeNone?: boolean
  /** Shown in the button beside the swatch. */
  children?: React.ReactNode
}

/** A swatch that opens a choice of colours: those of the picture, of stored palettes, and any other. */
export function ColorPicker(props: ColorPickerProps) {
  const { label, color, isMixed = false, colors, onTry, onChoose, canBeNone = false, children } = props
  const named = `${label}, ${color ?? (isMixed ? 'several' : 'none')}`
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const palettes = usePalettes()
  const { drop } = useChangePalettes()
  const [typed, setTyped] = useState<string>()
  /** Chosen when the panel closes, except by Escape. */
  const pending = useRef<string>(undefined)

  function choose(chosen: string | undefined): void {
    pending.current = undefined
    panel.current?.hidePopover()
    if (chosen !== color || isMixed) onChoose(chosen)
  }

  function type(text: string): void {
    setTyped(text)
    pending.current = readHexColor(text)
    if (pending.current !== undefined) onTry(pending.current)
  }

  function onClosed(): void {
    const chosen = pending.current
    pending.current = undefined
    setTyped(undefined)
    if (chosen !== undefined && chosen !== color) onChoose(chosen)
    else onTry(undefined)
  }

  function place(): void {
    if (panel.current && button.current) positionPanel(panel.current, button.current)
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        className={styles.button}
        aria-label={named}
        title={named}
      >
        <span
          className={classes(styles.swatch, color === undefined && (isMixed ? styles.mixed : styles.none))}
          style={{ backgroundColor: color }}
        />
        {children}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.panel}
        onToggle={(event) => (event.newState === 'open' ? place() : onClosed())}
        onKeyDown={(event) => {
          if (event.key === 'Escape') pending.current = undefined
        }}
      >
        <Row label="In the picture" colors={colors} current={color} onChoose={choose} />
        {palettes.length > 0 && (
          <div className={styles.palettes}>
            {palettes.map((palette) => (
              <Row
                key={palette.join()}
                label="Kept colours"
                colors={palette}
                current={color}
                onChoose={choose}
                onForget={() => drop(palette)}
              />
            ))}
          </div>
        )}
        <form
          className={styles.exact}
          onSubmit={(event) => {
            event.preventDefault()
            if (pending.current === undefined && typed !== undefined)
              announce('Enter a colour with three or six digits')
            else panel.current?.hidePopover()
          }}
        >
          <label className={styles.any} title="Any colour">
            <input
              type="color"
              aria-label="Any colour"
              value={(typed !== undefined && readHexColor(typed)) || color || '#000000'}
              onChange={({ target }) => type(target.value)}
            />
          </label>
          <input
            className={styles.hex}
            aria-label="Colour code"
            value={typed ?? color ?? ''}
            placeholder="#d9442b"
            maxLength={9}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => type(target.value)}
          />
          <button type="submit" className={styles.use}>
            Use
          </button>
        </form>
        {canBeNone && (color !== undefined || isMixed) && (
          <button type="button" className={styles.use} onClick={() => choose(undefined)}>
            No colour
          </button>
        )}
      </div>
    </>
  )
}

type RowProps = {
  label: string
  colors: readonly string[]
  current: string | undefined
  onChoose: (color: string) => void
  /** Removes a stored palette. */
  onForget?: () => void
}

function Row({ label, colors, current, onChoose, onForget }: RowProps) {
  if (colors.length === 0) return null
  return (
    <ul className={styles.row} aria-label={label}>
      {colors.map((color) => (
        <li key={color}>
          <button
            type="button"
            className={styles.small}
            aria-label={color}
            aria-pressed={color === current}
            title={color}
            style={{ backgroundColor: color }}
            onClick={() => onChoose(color)}
          />
        </li>
      ))}
      {onForget && (
        <li>
          <button
            type="button"
            className={styles.forget}
            aria-label="Remove these colours"
            title="Remove these colours"
            onClick={onForget}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      )}
    </ul>
  )
}
