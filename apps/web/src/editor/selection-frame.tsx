import type { KeyboardEvent, PointerEvent } from 'react'
import { Icon } from '../design/index.ts'
import { type Box, placeOf } from './geometry.ts'
import { type Grip, gripNames, type Manipulation, scaleGrips } from './manipulation.ts'
import styles from './stage.module.css'

type SelectionFrameProps = {
  /** In pixels from the corner of the sheet. */
  box: Box
  /** Whether it can be moved, scaled and turned; otherwise it is only outlined. */
  hasGrips: boolean
  current: Manipulation | undefined
  onTake: (event: PointerEvent, grip: Grip) => void
  onKey: (event: KeyboardEvent, grip: Grip) => void
}

/**
 * The outline of the selected part with its handles. Its lines and handles have the same size at every zoom.
 */
export function SelectionFrame({ box, hasGrips, current, onTake, onKey }: SelectionFrameProps) {
  const grip = (name: Exclude<Grip, 'move'>, isReached: boolean) => ({
    type: 'button' as const,
    'aria-label': gripNames[name],
    title: gripNames[name],
    // The keyboard needs only one corner and the turn handle; the other handles are for pointers.
    tabIndex: isReached ? 0 : -1,
    onPointerDown: (event: PointerEvent) => onTake(event, name),
    onKeyDown: (event: KeyboardEvent) => onKey(event, name),
  })
  return (
    <div
      className={styles.frame}
      data-turning={current?.op === 'rotate' || undefined}
      style={{
        left: box.x,
        top: box.y,
        width: box.width,
        height: box.height,
        rotate: current?.op === 'rotate' ? `${current.degrees}deg` : undefined,
      }}
    >
      {hasGrips && (
        <>
          {scaleGrips.map((name) => {
            const { x, y } = placeOf(name)
            return (
              <button
                key={name}
                {...grip(name, name === 'se')}
                className={name.length === 2 ? styles.corner : styles.side}
                data-handle={name}
                style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              />
            )
          })}
          <button {...grip('turn', true)} className={styles.turn}>
            <Icon name="again" size={14} />
          </button>
        </>
      )}
      {current?.op === 'rotate' && (
        <span className={styles.angle} style={{ rotate: `${-current.degrees}deg` }}>
          {Math.round(current.degrees)}°
        </span>
      )}
    </div>
  )
}
