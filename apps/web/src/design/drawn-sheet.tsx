import styles from './drawn-sheet.module.css'

/** Illustrations for pages without content. */
const drawings = {
  /** A line that is interrupted. */
  abandoned: {
    paper: { x: 16, y: 16, width: 128, height: 128 },
    line: 'M40 104c8-36 18-52 28-52 12 0 4 40 16 40 9 0 8-24 18-28',
    point: { cx: 102, cy: 64 },
  },
  /** A stack of sheets with the beginning of a line. */
  begun: {
    paper: { x: 20, y: 34, width: 104, height: 104 },
    line: 'M42 100c9-20 16-24 22-12',
    point: { cx: 66, cy: 92 },
  },
}

export function DrawnSheet({ kind }: { kind: keyof typeof drawings }) {
  const { paper, line, point } = drawings[kind]
  return (
    <svg aria-hidden="true" viewBox="0 0 160 160" width="152" height="152" className={styles.drawing}>
      {kind === 'begun' && (
        <rect {...paper} x={paper.x + 18} y={paper.y - 8} rx="8" className={styles.behind} />
      )}
      <rect {...paper} rx="8" className={styles.paper} />
      <path d={line} className={styles.line} />
      <circle {...point} r="3" className={styles.point} />
    </svg>
  )
}
