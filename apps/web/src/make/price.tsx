import styles from './price.module.css'

/** What an action costs, on its button. */
export const Price = ({ credits }: { credits: number }) => (
  <small className={styles.price}> {credits === 1 ? '1 credit' : `${credits} credits`}</small>
)
