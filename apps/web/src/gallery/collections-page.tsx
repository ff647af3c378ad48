import { useState } from 'react'
import { useLocation } from 'wouter'
import { describeProblem } from '../api/index.ts'
import { CollectionForm, useOwnCollections } from '../collections/index.ts'
import { Button, DrawnSheet, EmptyState, LoadFailure, Skeleton } from '../design/index.ts'
import { useMay } from '../session/index.ts'
import { CollectionCards } from './collection-cards.tsx'
import styles from './list-head.module.css'
import { OwnPage } from './own-page.tsx'

/** The user's collections. */
export default function CollectionsPage() {
  return (
    <OwnPage
      title="Collections"
      visitors={{
        title: 'Your collections are stored here',
        text: 'Sign in to keep pictures together: your own, and those of others that you like.',
      }}
    >
      {({ id }) => <OwnCollections key={id} userId={id} />}
    </OwnPage>
  )
}

function OwnCollections({ userId }: { userId: string }) {
  const [, navigate] = useLocation()
  const [isMaking, setMaking] = useState(false)
  const { data: collections, error, refetch } = useOwnCollections(userId)
  const make = useMay('member') && (
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
        <LoadFailure
          title="The collections could not be loaded"
          text={describeProblem(error)}
          onRetry={refetch}
        />
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
