import { classes } from '../design/index.ts'
import styles from './lines.module.css'

/**
 * Takes the space of the line while there is no state to show, so that the sheet keeps its size.
 */
export function HintLine() {
  return (
    <p className={classes(styles.line, styles.hint)}>
      <span>
        <kbd>Enter</kbd> draws, <kbd>?</kbd> shows all shortcuts
      </span>
    </p>
  )
}
