import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { buttonClass, DrawnSheet, EmptyState, Page, Skeleton } from '../design/index.ts'
import { type Account, signInPath, useSession } from '../session/index.ts'

type OwnPageProps = {
  title: string
  /** Texts for visitors: the heading, and the reason to sign in. */
  visitors: { title: string; text: string }
  children: (user: Account) => ReactNode
}

/** A page with the user's own content. Visitors are asked to sign in, and then return to it. */
export function OwnPage({ title, visitors, children }: OwnPageProps) {
  const session = useSession()
  return (
    <Page title={title}>
      {session.kind === 'user' ? (
        children(session.user)
      ) : session.kind === 'unknown' ? (
        <Skeleton height="2rem" width="8rem" />
      ) : (
        <EmptyState
          level={1}
          picture={<DrawnSheet kind="begun" />}
          title={visitors.title}
          action={
            <>
              <Link href={signInPath()} className={buttonClass('primary')}>
                Sign in
              </Link>
              <Link href="/gallery" className={buttonClass()}>
                View the gallery
              </Link>
            </>
          }
        >
          {visitors.text}
        </EmptyState>
      )}
    </Page>
  )
}
