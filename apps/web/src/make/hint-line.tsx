import { classes } from '../design/index.ts'
import styles from './lines.module.css'

/**
 * Takes the space of the line while nothing happens, so that the sheet keeps its size when something does.
 */
export function HintLine() {
  return (
    <p className={classes(styles.line, styles.hint)}>
      <span>
        <kbd>Enter</kbd> draws, <kbd>?</kbd> shows all keys
      </span>
    </p>
  )
}
