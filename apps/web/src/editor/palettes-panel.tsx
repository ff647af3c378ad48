import { useEffect, useState } from 'react'
import { Button } from '../design/index.ts'
import { makeChange, tryEdits, useEditor } from './editor.ts'
import { paletteEdits } from './palette-edits.ts'
import { useChangePalettes, usePalettes } from './palettes.ts'
import styles from './palettes-panel.module.css'
import { isSamePalette } from './palettes-state.ts'
import { readColors } from './parts.ts'

/** The kept palettes. One that is chosen is previewed, and can then be used for the whole picture. */
export function PalettesPanel() {
  const palettes = usePalettes()
  const { drop } = useChangePalettes()
  const { svg, colors } = useEditor((state) => ({ svg: state.svg, colors: readColors(state.svg) }))
  const [chosen, setChosen] = useState<{ palette: readonly string[]; svg: string }>()
  // After a change of the picture, the preview has ended.
  const palette = chosen?.svg === svg ? chosen.palette : undefined
  const isChosen = (kept: readonly string[]) => palette !== undefined && isSamePalette(kept, palette)
  useEffect(() => () => tryEdits([]), [])

  function choose(wanted: readonly string[] | undefined): void {
    setChosen(wanted && { palette: wanted, svg })
    tryEdits(wanted ? paletteEdits(colors, wanted) : [])
  }

  if (palettes.length === 0)
    return <p className={styles.none}>Keep the colours of a picture, and you can give them to others.</p>
  return (
    <>
      <ul className={styles.palettes} aria-label="Kept colours">
        {palettes.map((kept) => (
          <li key={kept.join()} className={styles.line}>
            <button
              type="button"
              className={styles.palette}
              aria-label={`Preview ${kept.join(', ')}`}
              aria-pressed={isChosen(kept)}
              onClick={() => choose(isChosen(kept) ? undefined : kept)}
            >
              {kept.map((color) => (
                <span key={color} style={{ backgroundColor: color }} />
              ))}
            </button>
            <Button
              look="quiet"
              icon="close"
              aria-label="Remove these colours"
              onClick={() => {
                if (isChosen(kept)) choose(undefined)
                drop(kept)
              }}
            />
          </li>
        ))}
      </ul>
      <Button
        disabled={palette === undefined}
        onClick={() => {
          if (!palette) return
          makeChange({ edits: paletteEdits(colors, palette), words: 'The picture has the kept colours' })
          setChosen(undefined)
        }}
      >
        Use these colours
      </Button>
    </>
  )
}
