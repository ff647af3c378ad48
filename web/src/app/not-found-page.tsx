import { Link } from 'wouter'
import { buttonClass, EmptyState, Page } from '../design/index.ts'
import styles from './not-found-page.module.css'

/** For addresses that nobody has; the service answers them with 404. */
export function NotFoundPage() {
  return (
    <Page title="Nothing here" width="bare">
      <EmptyState
        level={1}
        picture={<EmptySheet />}
        title="Nothing is drawn here"
        action={
          <>
            <Link href="/" className={buttonClass('primary')}>
              Draw something
            </Link>
            <Link href="/gallery" className={buttonClass()}>
              Look at the gallery
            </Link>
          </>
        }
      >
        The address leads to no page. It may have been mistyped, or what was here was deleted.
      </EmptyState>
    </Page>
  )
}

/** A sheet with the pen taken away in the middle of a line. */
const EmptySheet = () => (
  <svg aria-hidden="true" viewBox="0 0 160 160" width="160" height="160" className={styles.sheet}>
    <rect x="16" y="16" width="128" height="128" rx="8" className={styles.paper} />
    <path d="M40 104c8-36 18-52 28-52 12 0 4 40 16 40 9 0 8-24 18-28" className={styles.stroke} />
    <circle cx="102" cy="64" r="3" className={styles.point} />
  </svg>
)
