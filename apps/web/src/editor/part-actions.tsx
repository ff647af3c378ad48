import type { RefObject } from 'react'
import { Button, Menu, type MenuItem } from '../design/index.ts'
import { groupSelected, makeChange, removeSelected, select, ungroupSelected } from './editor.ts'
import { createdKeys } from './editor-state.ts'
import { alignTo, type Box, type Point, roundTo, type Side, spread, stepOf } from './geometry.ts'
import type { LivePicture } from './live-picture.ts'
import styles from './panel.module.css'
import type { Selected } from './parts.ts'
import { SeveralButton } from './several-button.tsx'
import { useParts } from './use-parts.ts'

type PartActionsProps = { part: Selected; picture: RefObject<LivePicture | null> }

const orders = [
  { to: 'front', label: 'To the front' },
  { to: 'forward', label: 'Forward' },
  { to: 'backward', label: 'Backward' },
  { to: 'back', label: 'To the back' },
] as const

const alignments: readonly { side: Side; label: string }[] = [
  { side: 'left', label: 'Left edges' },
  { side: 'centre', label: 'Centres, left to right' },
  { side: 'right', label: 'Right edges' },
  { side: 'top', label: 'Top edges' },
  { side: 'middle', label: 'Middles, top to bottom' },
  { side: 'bottom', label: 'Bottom edges' },
]

/** Copy, arrange, align, group, remove. */
export function PartActions({ part, picture }: PartActionsProps) {
  const parts = useParts()
  const { keys, target, name } = part
  const [only, ...others] = keys
  const first = others.length === 0 && only !== undefined ? parts.get(only)?.children[0] : undefined

  const arrangements: MenuItem[] = [
    ...orders.map(({ to, label }) => ({
      label,
      onChoose: () =>
        makeChange({
          edits: [{ op: 'reorder', target, to }],
          words: `Moved ${name} ${to === 'front' || to === 'back' ? `to the ${to}` : to}`,
          after: createdKeys,
        }),
    })),
    ...(['horizontal', 'vertical'] as const).map((axis) => ({
      label: axis === 'horizontal' ? 'Flip left and right' : 'Flip top and bottom',
      onChoose: () => makeChange({ edits: [{ op: 'flip', target, axis }], words: `Flipped ${name}` }),
    })),
  ]

  /** Moves each part by the distance that `by` computes for it from the boxes of all parts. */
  function moveEach(by: (boxes: readonly Box[]) => Point[], words: string): void {
    const live = picture.current
    if (!live) return
    const step = stepOf(live.canvas())
    const found = keys.flatMap((key) => {
      const box = live.boxOf([key])
      return box ? [{ path: key.split('.').map(Number), box }] : []
    })
    const moves = by(found.map(({ box }) => box)).map(({ x, y }) => ({
      x: roundTo(step, x),
      y: roundTo(step, y),
    }))
    const edits = found.flatMap(({ path }, at) => {
      const { x = 0, y = 0 } = moves[at] ?? {}
      return x === 0 && y === 0 ? [] : [{ op: 'move' as const, target: { path }, x, y }]
    })
    if (edits.length > 0) makeChange({ edits, words })
  }

  const aligned: MenuItem[] = [
    ...alignments.map(({ side, label }) => ({
      label,
      onChoose: () => moveEach((boxes) => alignTo(boxes, side), `Aligned ${name}`),
    })),
    ...(keys.length < 3
      ? []
      : (['x', 'y'] as const).map((axis) => ({
          label: axis === 'x' ? 'Equal gaps, left to right' : 'Equal gaps, top to bottom',
          onChoose: () => moveEach((boxes) => spread(boxes, axis), `Spread ${name}`),
        }))),
  ]

  return (
    <div className={styles.actions}>
      {first !== undefined && (
        <Button look="quiet" onClick={() => select([first])}>
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
            after: createdKeys,
          })
        }
      >
        Copy
      </Button>
      <Menu label="Arrange" look="quiet" items={arrangements} />
      {keys.length > 1 && (
        <>
          <Menu label="Align" look="quiet" items={aligned} />
          <Button look="quiet" onClick={groupSelected}>
            Group
          </Button>
        </>
      )}
      {part.canUngroup && (
        <Button look="quiet" onClick={ungroupSelected}>
          Ungroup
        </Button>
      )}
      <SeveralButton />
      <Button look="quiet" icon="trash" onClick={removeSelected}>
        Remove
      </Button>
    </div>
  )
}
