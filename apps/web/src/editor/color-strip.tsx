import { Button, notify } from '../design/index.ts'
import { useUser } from '../session/index.ts'
import { ColorPicker } from './color-picker.tsx'
import styles from './color-strip.module.css'
import { makeChange, tryEdits, useEditor } from './editor.ts'
import { useChangePalettes, usePalettes } from './palettes.ts'
import { hasPalette, paletteColorsMax } from './palettes-state.ts'
import { readColors } from './parts.ts'

type ColorStripProps = { isShowingPalettes: boolean; onShowPalettes: () => void }

/** The colours of the whole picture. Replacing one of them changes it everywhere. */
export function ColorStrip({ isShowingPalettes, onShowPalettes }: ColorStripProps) {
  const colors = useEditor(({ svg }) => readColors(svg))
  const palettes = usePalettes()
  const palette = colors.slice(0, paletteColorsMax)
  const { keep, drop } = useChangePalettes()
  const workspace = useUser()?.workspace
  const isKept = hasPalette(palettes, palette)
  if (colors.length === 0) return null

  function keepAndSay(): void {
    keep(palette)
    const text = workspace ? `These colours are kept for all of ${workspace.name}` : 'These colours are kept'
    notify(text, { verb: 'Undo', act: () => drop(palette) })
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
        onClick={() => (isKept ? drop(palette) : keepAndSay())}
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
