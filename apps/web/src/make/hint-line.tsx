import { classes } from '../design/index.ts'
import styles from './lines.module.css'

/** Takes the place of the status line, so that the sheet does not change its size. */
export function HintLine() {
  return (
    <p className={classes(styles.line, styles.hint)}>
      <span>
        <kbd>Enter</kbd> draws, <kbd>?</kbd> shows all keys
      </span>
    </p>
  )
}
