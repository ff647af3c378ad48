import { describeCredits } from '../picture/index.ts'
import styles from './price.module.css'

/** What an action costs, on its button. */
export const Price = ({ credits }: { credits: number }) => (
  <small className={styles.price}> {describeCredits(credits)}</small>
)
