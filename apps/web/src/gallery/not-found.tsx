import { Link } from 'wouter'
import { buttonClass, DrawnSheet, EmptyState } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'

/**
 * Shown instead of a picture or a collection that this user may not see or that does not exist: the service
 * answers the same for both.
 */
export function NotFound({ title }: { title: string }) {
  const session = useSession()
  const isVisitor = session.kind !== 'user' && session.kind !== 'unknown'
  return (
    <EmptyState
      level={1}
      picture={<DrawnSheet kind="begun" />}
      title={title}
      action={
        <>
          <Link href="/gallery" className={buttonClass(isVisitor ? 'plain' : 'primary')}>
            View the gallery
          </Link>
          {isVisitor && (
            <Link href={signInPath()} className={buttonClass('primary')}>
              Sign in
            </Link>
          )}
        </>
      }
    >
      It was deleted, or its owner keeps it private.{isVisitor && ' If it is yours, sign in to see it.'}
    </EmptyState>
  )
}
