import { Button, Menu } from '../design/index.ts'
import { ColorPicker } from './color-picker.tsx'
import { makeChange, removeSelected, select, tryEdits, useEditor } from './editor.ts'
import { parentOf } from './editor-state.ts'
import type { Box } from './geometry.ts'
import { editOf, type Manipulation, scalingTo, wordsFor } from './manipulation.ts'
import { NumberField } from './number-field.tsx'
import styles from './panel.module.css'
import { type Part, readColors } from './parts.ts'
import { RenameField } from './rename-field.tsx'
import { useParts } from './use-parts.ts'

type PartPanelProps = {
  part: Part
  /** In units of the view box. */
  box: Box | undefined
  canvas: Box
}

/** Name and look of the selected part, and actions for it. */
export function PartPanel({ part, box, canvas }: PartPanelProps) {
  const { target, name } = part
  const change = (manipulation: Manipulation) =>
    makeChange({ edits: [editOf(target, manipulation)], words: wordsFor(name, manipulation) })
  return (
    <div className={styles.fields}>
      <RenameField part={part} />
      <Paints part={part} />
      <Opacity part={part} />
      {box && (
        <div className={styles.pair}>
          {(['width', 'height'] as const).map((side) => (
            <NumberField
              key={side}
              label={side === 'width' ? 'Width' : 'Height'}
              value={box[side]}
              min={0.01}
              onChange={(length) => change(scalingTo(box, side, length, canvas))}
            />
          ))}
        </div>
      )}
      <Actions part={part} />
    </div>
  )
}

function Paints({ part }: { part: Part }) {
  const inPicture = useEditor(({ svg }) => readColors(svg))
  const { target, name, children, colors, fill, stroke, strokeWidth } = part
  if (children.length > 0) {
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
  return (
    <>
      <div className={styles.pair}>
        <div className={styles.field}>
          <ColorPicker
            label="Fill"
            color={fill}
            colors={inPicture}
            canBeNone
            onTry={(to) => tryEdits(to === undefined ? [] : [{ op: 'paint', target, fill: to }])}
            onChoose={(to) =>
              makeChange({
                edits: [{ op: 'paint', target, fill: to ?? 'none' }],
                words: `${name} is filled with ${to ?? 'nothing'}`,
              })
            }
          >
            <span>Fill</span>
          </ColorPicker>
        </div>
        <div className={styles.field}>
          <ColorPicker
            label="Line"
            color={stroke}
            colors={inPicture}
            canBeNone
            onTry={(to) => tryEdits(to === undefined ? [] : [{ op: 'paint', target, stroke: to }])}
            onChoose={(to) =>
              makeChange({
                edits: [{ op: 'paint', target, stroke: to ?? 'none' }],
                words: to === undefined ? `${name} has no line` : `${name} has the line ${to}`,
              })
            }
          >
            <span>Line</span>
          </ColorPicker>
        </div>
      </div>
      {stroke !== undefined && (
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

function Opacity({ part: { key, target, name, opacity } }: { part: Part }) {
  const trial = (value: number) => [{ op: 'opacity' as const, target, value }]
  return (
    <label className={styles.field}>
      <span className={styles.label}>Opacity</span>
      <input
        // The input is uncontrolled. While the slider moves, only the preview changes; the edit is made at
        // the end.
        key={`${key} ${opacity}`}
        type="range"
        className={styles.range}
        min={0}
        max={100}
        defaultValue={Math.round(opacity * 100)}
        onChange={(event) => tryEdits(trial(Number(event.target.value) / 100))}
        {...whenDone((value) => {
          if (value / 100 === opacity) tryEdits([])
          else
            makeChange({
              edits: trial(value / 100),
              words: `${name} is ${value} percent opaque`,
              merges: `opacity ${key}`,
            })
        })}
      />
    </label>
  )
}

/** Browsers distinguish `input` and `change` events, but React does not. */
const whenDone = (act: (value: number) => void) => {
  const done = ({ currentTarget }: { currentTarget: HTMLInputElement }) => act(Number(currentTarget.value))
  return { onPointerUp: done, onKeyUp: done, onBlur: done }
}

const orders = [
  { to: 'front', label: 'To the front' },
  { to: 'forward', label: 'Forward' },
  { to: 'backward', label: 'Backward' },
  { to: 'back', label: 'To the back' },
] as const

function Actions({ part }: { part: Part }) {
  const parts = useParts()
  const { key, target, name, children } = part
  const siblings = parts.childrenOf(parentOf(key))

  function reorder(to: (typeof orders)[number]['to']): void {
    const at = siblings.indexOf(key)
    const next = { front: siblings.length - 1, forward: at + 1, backward: at - 1, back: 0 }[to]
    makeChange({
      edits: [{ op: 'reorder', target, to }],
      words: `Moved ${name} ${to === 'front' || to === 'back' ? `to the ${to}` : to}`,
      after: () => siblings[Math.max(0, Math.min(next, siblings.length - 1))],
    })
  }

  return (
    <div className={styles.actions}>
      {children.length > 0 && (
        <Button look="quiet" onClick={() => select({ inside: key, key: children[0] })}>
          Go inside
        </Button>
      )}
      <Button
        look="quiet"
        icon="copy"
        onClick={() =>
          makeChange({
            edits: [{ op: 'duplicate', target, x: 8, y: 8 }],
            words: `Copied ${name}`,
            after: (outcomes) => {
              const [outcome] = outcomes
              return outcome?.done ? outcome.created[0]?.join('.') : key
            },
          })
        }
      >
        Copy
      </Button>
      <Menu
        label="Arrange"
        look="quiet"
        items={[
          ...orders.map(({ to, label }) => ({ label, onChoose: () => reorder(to) })),
          ...(['horizontal', 'vertical'] as const).map((axis) => ({
            label: axis === 'horizontal' ? 'Flip left and right' : 'Flip top and bottom',
            onChoose: () => makeChange({ edits: [{ op: 'flip', target, axis }], words: `Flipped ${name}` }),
          })),
        ]}
      />
      <Button look="quiet" icon="trash" onClick={removeSelected}>
        Remove
      </Button>
    </div>
  )
}
