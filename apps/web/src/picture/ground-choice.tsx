import { chooseGround, classes, type Ground, grounds, useGround } from '../design/index.ts'
import styles from './ground-choice.module.css'

const names: Record<Ground, string> = {
  white: 'On white',
  black: 'On black',
  checkerboard: 'On a checkerboard',
  page: 'On the page',
}

/** Four swatches to choose the background of pictures. */
export function GroundChoice() {
  const chosen = useGround()
  return (
    <fieldset className={styles.grounds}>
      <legend className="hidden-words">Ground</legend>
      {grounds.map((ground) => (
        <label key={ground} className={styles.ground} title={names[ground]}>
          <input
            type="radio"
            name="ground"
            value={ground}
            checked={chosen === ground}
            onChange={() => chooseGround(ground)}
            aria-label={names[ground]}
          />
          <span className={classes(styles.swatch, styles[ground])} />
        </label>
      ))}
    </fieldset>
  )
}
