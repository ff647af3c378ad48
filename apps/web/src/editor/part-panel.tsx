import type { RefObject } from 'react'
import { makeChange, tryEdits } from './editor.ts'
import type { Box } from './geometry.ts'
import type { LivePicture } from './live-picture.ts'
import { editOf, type Manipulation, scalingTo, wordsFor } from './manipulation.ts'
import { NumberField } from './number-field.tsx'
import styles from './panel.module.css'
import { PartActions } from './part-actions.tsx'
import { PartPaints } from './part-paints.tsx'
import type { Selected } from './parts.ts'
import { RenameField } from './rename-field.tsx'

type PartPanelProps = {
  part: Selected
  /** In units of the view box. */
  box: Box | undefined
  picture: RefObject<LivePicture | null>
}

/** Name and look of the selected part, or of several parts, and actions for them. */
export function PartPanel({ part, box, picture }: PartPanelProps) {
  const { target, name, keys } = part
  const canvas = picture.current?.canvas() ?? noBox
  const change = (manipulation: Manipulation) =>
    makeChange({ edits: [editOf(target, manipulation)], words: wordsFor(name, manipulation) })
  return (
    <div className={styles.fields}>
      {keys.length === 1 && <RenameField part={part} />}
      <PartPaints part={part} />
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
      <PartActions part={part} picture={picture} />
    </div>
  )
}

const noBox: Box = { x: 0, y: 0, width: 1, height: 1 }

function Opacity({ part: { keys, target, name, opacity } }: { part: Selected }) {
  const trial = (value: number) => [{ op: 'opacity' as const, target, value }]
  return (
    <label className={styles.field}>
      <span className={styles.label}>Opacity</span>
      <input
        // The input is uncontrolled. While the slider moves, only the preview changes; the edit is made at
        // the end.
        key={`${keys} ${opacity}`}
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
              merges: `opacity ${keys}`,
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
