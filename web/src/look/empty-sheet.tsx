import styles from './empty-sheet.module.css'

/** A sheet on which a line has just begun. */
export const EmptySheet = () => (
  <svg aria-hidden="true" viewBox="0 0 160 160" width="144" height="144" className={styles.sheet}>
    <rect x="38" y="26" width="104" height="104" rx="7" className={styles.behind} />
    <rect x="20" y="34" width="104" height="104" rx="7" className={styles.paper} />
    <path d="M42 100c9-20 16-24 22-12" className={styles.stroke} />
    <circle cx="66" cy="92" r="3" className={styles.point} />
  </svg>
)
