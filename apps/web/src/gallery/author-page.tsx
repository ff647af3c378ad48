import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link, useRoute } from 'wouter'
import { type Answer, ApiError, call, describeProblem } from '../api/index.ts'
import { useCollectionsOfAuthor } from '../collections/index.ts'
import {
  Button,
  buttonClass,
  Choice,
  DrawnSheet,
  EmptyState,
  LoadFailure,
  Page,
  Skeleton,
} from '../design/index.ts'
import { ReportDialog } from '../picture/index.ts'
import { CollectionCards } from './collection-cards.tsx'
import styles from './collection-page.module.css'
import { noFilters } from './filters.ts'
import { ListView } from './list-view.tsx'
import type { PictureList } from './picture-list.ts'
import { useFilters } from './use-filters.ts'

type Author = Answer<'GET /api/authors/{handle}'>['author']

/** How many collections are shown at first. */
const collectionsShown = 4

/** The public page of a user who has switched it on: biography, collections and pictures. */
export default function AuthorPage() {
  const [, params] = useRoute('/author/:handle')
  const handle = params?.handle ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['authors', handle],
    queryFn: ({ signal }) => call('GET /api/authors/{handle}', { params: { handle }, signal }),
  })
  if (error)
    return (
      <Page title="Author">
        {error instanceof ApiError && error.status === 404 ? (
          <EmptyState
            level={1}
            picture={<DrawnSheet kind="begun" />}
            title="There is no such page"
            action={
              <Link href="/gallery" className={buttonClass('primary')}>
                View the gallery
              </Link>
            }
          >
            Nobody has this page, or its author has switched it off.
          </EmptyState>
        ) : (
          <LoadFailure
            level={1}
            title="The page could not be loaded"
            text={describeProblem(error)}
            onRetry={refetch}
          />
        )}
      </Page>
    )
  return (
    <Page title={data?.author.name ?? 'Author'}>
      {data ? <AuthorView key={handle} author={data.author} /> : <Skeleton height="2rem" width="12rem" />}
    </Page>
  )
}

function AuthorView({ author: { handle, name, biography } }: { author: Author }) {
  const [{ sort }, change] = useFilters()
  const [isReporting, setReporting] = useState(false)
  const list = useMemo<PictureList>(
    () => ({ ...noFilters, sort, kind: 'author', of: handle }),
    [sort, handle],
  )
  return (
    <>
      <header className={styles.head}>
        <div className={styles.texts}>
          <h1 tabIndex={-1} dir="auto">
            {name}
          </h1>
          {name !== handle && <p className={styles.handle}>@{handle}</p>}
          {biography !== null && (
            <p className={styles.description} dir="auto">
              {biography}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          <Button icon="warning" onClick={() => setReporting(true)}>
            Report
          </Button>
        </div>
      </header>
      {isReporting && (
        <ReportDialog reported={{ kind: 'author', id: handle }} onClose={() => setReporting(false)} />
      )}
      <Collections handle={handle} />
      <section aria-label="Pictures">
        <div className={styles.line}>
          <h2>Pictures</h2>
          <Choice
            label="Order"
            value={sort}
            onChoose={(next) => change({ sort: next === 'liked' ? 'liked' : '' })}
            options={[
              { value: '', label: 'Newest first' },
              { value: 'liked', label: 'Most liked' },
            ]}
          />
        </div>
        <ListView
          list={list}
          label={`Pictures by ${name}`}
          empty={
            <EmptyState
              level={3}
              picture={<DrawnSheet kind="begun" />}
              title={sort === 'liked' ? 'Nobody has liked a picture yet' : 'No public pictures yet'}
              action={
                sort === 'liked' && <Button onClick={() => change({ sort: '' })}>Show all pictures</Button>
              }
            >
              {sort === 'liked' ? 'Open a picture that you like, and press the heart.' : undefined}
            </EmptyState>
          }
        />
      </section>
    </>
  )
}

function Collections({ handle }: { handle: string }) {
  const { data: collections = [] } = useCollectionsOfAuthor(handle)
  const [isShowingAll, setShowingAll] = useState(false)
  if (collections.length === 0) return null
  const shown = isShowingAll ? collections : collections.slice(0, collectionsShown)
  return (
    <section aria-label="Collections" className={styles.part}>
      <h2>Collections</h2>
      <CollectionCards label="Collections" collections={shown} />
      {shown.length < collections.length && (
        <Button onClick={() => setShowingAll(true)}>Show all {collections.length} collections</Button>
      )}
    </section>
  )
}
