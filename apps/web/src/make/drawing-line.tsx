import { useEffect, useState } from 'react'
import { Button, classes, Progress } from '../design/index.ts'
import { type Drawing, isTileDone } from './drawing-state.ts'
import styles from './lines.module.css'

type Running = Extract<Drawing, { kind: 'asking' | 'jobs' }>

/** The state of the drawing, its duration, its progress, and the Stop button. */
export function DrawingLine({ drawing, onStop }: { drawing: Running; onStop: () => void }) {
  const seconds = useSeconds(drawing.kind === 'jobs' ? drawing.startedAtMs : undefined)
  return (
    <div className={classes(styles.line, styles.running)}>
      <div className={styles.bar}>
        <Progress value={progressOf(drawing)} label="Drawing" />
      </div>
      <p className={styles.now}>{describe(drawing)}</p>
      <span className={styles.seconds}>{seconds} s</span>
      <Button icon="stop" onClick={onStop}>
        Stop
      </Button>
    </div>
  )
}

function progressOf(drawing: Running): number {
  if (drawing.kind === 'asking') return 0
  const sum = drawing.tiles.reduce((total, { snapshot }) => total + snapshot.progress, 0)
  return sum / drawing.tiles.length
}

function describe(drawing: Running): string {
  if (drawing.kind === 'asking') return 'Sending your prompt'
  const { tiles } = drawing
  const done = tiles.filter(isTileDone).length
  if (tiles.length > 1 && done > 0) return `${done} of ${tiles.length} are done`
  if (tiles.some(({ snapshot }) => snapshot.isRepair)) return 'Checking and correcting'
  if (tiles.some(({ snapshot }) => snapshot.preview !== undefined)) return 'Drawing'
  if (tiles.some(({ snapshot }) => snapshot.status === 'RUNNING')) return 'Starting'
  return 'Waiting for its turn'
}

/** Whole seconds since then, updated while the component is shown. */
function useSeconds(sinceMs: number | undefined): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return sinceMs === undefined ? 0 : Math.max(0, Math.floor((now - sinceMs) / 1000))
}
