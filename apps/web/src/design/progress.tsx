import styles from './progress.module.css'

/** A thin progress bar. `value` is 0 to 100. */
export function Progress({ value, label }: { value: number; label: string }) {
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className={styles.bar} style={{ transform: `scaleX(${Math.max(value, 2) / 100})` }} />
    </div>
  )
}
