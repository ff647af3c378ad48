import { Link } from 'wouter'
import { buttonClass, DrawnSheet, EmptyState, Page } from '../design/index.ts'

/** For addresses that do not exist; the service answers them with 404. */
export function NotFoundPage() {
  return (
    <Page title="Nothing here" width="bare">
      <EmptyState
        level={1}
        picture={<DrawnSheet kind="abandoned" />}
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
