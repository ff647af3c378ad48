import { ColorPicker } from './color-picker.tsx'
import { makeChange, tryEdits, useEditor } from './editor.ts'
import { NumberField } from './number-field.tsx'
import styles from './panel.module.css'
import { readColors, type Selected } from './parts.ts'

/** The colours of shapes: their fill and line; if there are groups, each colour within them. */
export const PartPaints = ({ part }: { part: Selected }) =>
  part.isGroup ? <Colors part={part} /> : <FillAndLine part={part} />

function Colors({ part: { target, name, colors } }: { part: Selected }) {
  const inPicture = useEditor(({ svg }) => readColors(svg))
  if (colors.length === 0) return null
  return (
    <div className={styles.field}>
      <span className={styles.label}>Colours</span>
      <ul className={styles.swatches} aria-label={`Colours of ${name}`}>
        {colors.map((color, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the swatch keeps the focus when its colour changes.
          <li key={at}>
            <ColorPicker
              label="Change in this part"
              color={color}
              colors={inPicture}
              onTry={(to) => tryEdits(to === undefined ? [] : [{ op: 'recolor', from: color, to, target }])}
              onChoose={(to) => {
                if (to === undefined) return
                makeChange({
                  edits: [{ op: 'recolor', from: color, to, target }],
                  words: `${color} is now ${to} in ${name}`,
                })
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

const paints = [
  { label: 'Fill', paint: 'fill' },
  { label: 'Line', paint: 'stroke' },
] as const

function FillAndLine({ part }: { part: Selected }) {
  const inPicture = useEditor(({ svg }) => readColors(svg))
  const { target, name, isMixed, strokeWidth } = part
  return (
    <>
      <div className={styles.pair}>
        {paints.map(({ label, paint }) => (
          <div key={paint} className={styles.field}>
            <ColorPicker
              label={label}
              color={part[paint]}
              isMixed={isMixed[paint]}
              colors={inPicture}
              canBeNone
              onTry={(to) => tryEdits(to === undefined ? [] : [{ op: 'paint', target, [paint]: to }])}
              onChoose={(to) =>
                makeChange({
                  edits: [{ op: 'paint', target, [paint]: to ?? 'none' }],
                  words: `${label} of ${name}: ${to ?? 'none'}`,
                })
              }
            >
              <span>{label}</span>
            </ColorPicker>
          </div>
        ))}
      </div>
      {(part.stroke !== undefined || isMixed.stroke) && (
        <NumberField
          label="Line width"
          value={strokeWidth}
          min={0}
          onChange={(width) =>
            makeChange({
              edits: [{ op: 'paint', target, strokeWidth: width }],
              words: `The stroke of ${name} is ${width} wide`,
            })
          }
        />
      )}
    </>
  )
}
