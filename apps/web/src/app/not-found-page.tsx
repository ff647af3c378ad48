import { Link } from 'wouter'
import { buttonClass, DrawnSheet, EmptyState, Page } from '../design/index.ts'

/** For addresses that do not exist; the service answers them with 404. */
export function NotFoundPage() {
  return (
    <Page title="Page not found" width="bare">
      <EmptyState
        level={1}
        picture={<DrawnSheet kind="abandoned" />}
        title="Page not found"
        action={
          <>
            <Link href="/" className={buttonClass('primary')}>
              Draw something
            </Link>
            <Link href="/gallery" className={buttonClass()}>
              View the gallery
            </Link>
          </>
        }
      >
        This address does not exist. It may have been mistyped, or the page was deleted.
      </EmptyState>
    </Page>
  )
}
