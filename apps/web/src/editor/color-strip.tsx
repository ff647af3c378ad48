import { Button, notify } from '../design/index.ts'
import { ColorPicker } from './color-picker.tsx'
import styles from './color-strip.module.css'
import { makeChange, tryEdits, useEditor } from './editor.ts'
import { dropPalette, keepPalette, usePalettes } from './palettes.ts'
import { paletteColorsMax } from './palettes-state.ts'
import { readColors } from './parts.ts'

type ColorStripProps = { isShowingPalettes: boolean; onShowPalettes: () => void }

/** The colours of the whole picture. Replacing one of them changes it everywhere. */
export function ColorStrip({ isShowingPalettes, onShowPalettes }: ColorStripProps) {
  const colors = useEditor(({ svg }) => readColors(svg))
  const palettes = usePalettes()
  const palette = colors.slice(0, paletteColorsMax)
  const isKept = palettes.some((one) => one.join() === palette.join())
  if (colors.length === 0) return null

  function keep(): void {
    keepPalette(palette)
    notify('These colours are kept in this browser', { verb: 'Undo', act: () => dropPalette(palette) })
  }

  return (
    <div className={styles.strip}>
      <ul className={styles.colors} aria-label="Colours of the picture">
        {colors.map((color, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the swatch keeps the focus when its colour changes.
          <li key={at}>
            <ColorPicker
              label="Change everywhere"
              color={color}
              colors={colors}
              onTry={(to) => tryEdits(to === undefined ? [] : [{ op: 'recolor', from: color, to }])}
              onChoose={(to) => {
                if (to === undefined) return
                makeChange({ edits: [{ op: 'recolor', from: color, to }], words: `${color} is now ${to}` })
              }}
            />
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        icon={isKept ? 'check' : 'plus'}
        aria-label="Keep these colours"
        aria-pressed={isKept}
        onClick={() => (isKept ? dropPalette(palette) : keep())}
      />
      {palettes.length > 0 && (
        <Button
          look="quiet"
          icon="palette"
          aria-label="Kept colours"
          aria-pressed={isShowingPalettes}
          onClick={onShowPalettes}
        />
      )}
    </div>
  )
}
