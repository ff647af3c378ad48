import { useState } from 'react'
import { Button, Popover } from '../design/index.ts'
import { usePalettes } from '../editor/index.ts'
import { paletteMax } from './draft-state.ts'
import styles from './palette-choice.module.css'
import { chooseKept, palettes } from './palettes.ts'

type PaletteChoiceProps = {
  /** Colours as `#rrggbb`; empty means any. */
  palette: readonly string[]
  onChoose: (palette: readonly string[]) => void
}

const firstColour = '#d9442b'

/** The choice of up to eight colours that the picture may use: a kept or ready palette, or the user's own. */
export function PaletteChoice({ palette, onChoose }: PaletteChoiceProps) {
  const [isOpen, setOpen] = useState(false)
  const kept = chooseKept(usePalettes(isOpen))
  const replace = (at: number, colour: string) =>
    onChoose(palette.map((one, place) => (place === at ? colour : one)))
  return (
    <Popover
      label="Palette"
      summary={palette.length > 0 ? <Swatches colours={palette} /> : 'Any colours'}
      onToggle={setOpen}
    >
      <div className={styles.choice}>
        <ul className={styles.ready}>
          {[...kept, ...palettes].map(({ name, colours }) => (
            <li key={`${name} ${colours.join()}`}>
              <button
                type="button"
                className={styles.palette}
                aria-pressed={colours.join() === palette.join()}
                onClick={() => onChoose(colours)}
              >
                <Swatches colours={colours} />
                <span>{name}</span>
              </button>
            </li>
          ))}
        </ul>
        <fieldset className={styles.own}>
          <legend>Your colours</legend>
          {palette.map((colour, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a colour is known by its place; while it is chosen it changes.
            <span key={at} className={styles.colour}>
              <input
                type="color"
                aria-label={`Colour ${at + 1}`}
                value={colour}
                onChange={({ target }) => replace(at, target.value)}
              />
              <Button
                look="quiet"
                icon="close"
                aria-label={`Remove colour ${at + 1}`}
                onClick={() => onChoose(palette.filter((_, place) => place !== at))}
              />
            </span>
          ))}
          {palette.length < paletteMax && (
            <Button icon="plus" onClick={() => onChoose([...palette, palette.at(-1) ?? firstColour])}>
              Add a colour
            </Button>
          )}
        </fieldset>
        {palette.length > 0 && (
          <Button look="quiet" onClick={() => onChoose([])}>
            Any colours
          </Button>
        )}
      </div>
    </Popover>
  )
}

const Swatches = ({ colours }: { colours: readonly string[] }) => (
  <span
    className={styles.swatches}
    role="img"
    aria-label={colours.length === 1 ? '1 colour' : `${colours.length} colours`}
  >
    {colours.map((colour, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a palette may have a colour twice.
      <span key={at} style={{ backgroundColor: colour }} />
    ))}
  </span>
)
