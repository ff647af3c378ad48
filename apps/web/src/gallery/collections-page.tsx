import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { describeProblem } from '../api/index.ts'
import { CollectionForm, useOwnCollections } from '../collections/index.ts'
import { Button, buttonClass, DrawnSheet, EmptyState, Page, Skeleton } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'
import { CollectionCards } from './collection-cards.tsx'
import styles from './list-head.module.css'

/** The user's collections. */
export default function CollectionsPage() {
  const session = useSession()
  return (
    <Page title="Collections">
      {session.kind === 'user' ? (
        <OwnCollections key={session.user.id} userId={session.user.id} />
      ) : session.kind === 'unknown' ? (
        <Skeleton height="2rem" width="8rem" />
      ) : (
        <EmptyState
          level={1}
          picture={<DrawnSheet kind="begun" />}
          title="Your collections are stored here"
          action={
            <>
              <Link href={signInPath('/collections')} className={buttonClass('primary')}>
                Sign in
              </Link>
              <Link href="/gallery" className={buttonClass()}>
                View the gallery
              </Link>
            </>
          }
        >
          Sign in to keep pictures together: your own, and those of others that you like.
        </EmptyState>
      )}
    </Page>
  )
}

function OwnCollections({ userId }: { userId: string }) {
  const [, navigate] = useLocation()
  const [isMaking, setMaking] = useState(false)
  const { data: collections, error, refetch } = useOwnCollections(userId)
  const make = (
    <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
      New collection
    </Button>
  )
  return (
    <>
      <div className={styles.head}>
        <h1 tabIndex={-1}>Collections</h1>
        {collections && collections.length > 0 && make}
      </div>
      {error ? (
        <EmptyState
          title="The collections could not be loaded"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {describeProblem(error)}
        </EmptyState>
      ) : !collections ? (
        <Skeleton height="10rem" width="10rem" />
      ) : collections.length === 0 ? (
        <EmptyState picture={<DrawnSheet kind="begun" />} title="You have no collections yet" action={make}>
          Keep pictures together under a name. Add them from the menu of any picture.
        </EmptyState>
      ) : (
        <CollectionCards label="Your collections" collections={collections} />
      )}
      {isMaking && (
        <CollectionForm
          onSaved={({ id }) => navigate(`/collection/${id}`)}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  )
}
