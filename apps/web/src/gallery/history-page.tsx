import { useCallback, useMemo } from 'react'
import { Link } from 'wouter'
import { Button, buttonClass, DrawnSheet, EmptyState, Page, Skeleton } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'
import { isFiltered, noFilters } from './filters.ts'
import { JobStrip } from './job-strip.tsx'
import { ListHead } from './list-head.tsx'
import { ListView } from './list-view.tsx'
import { OwnTools } from './own-tools.tsx'
import type { ListedPicture, PictureList } from './picture-list.ts'
import { useFilters } from './use-filters.ts'

/** The user's pictures and unfinished jobs. */
export default function HistoryPage() {
  const session = useSession()
  return (
    <Page title="History">
      {session.kind === 'user' ? (
        <OwnPictures key={session.user.id} />
      ) : session.kind === 'unknown' ? (
        <Skeleton height="2rem" width="8rem" />
      ) : (
        <EmptyState
          level={1}
          picture={<DrawnSheet kind="begun" />}
          title="Your pictures are stored here"
          action={
            <>
              <Link href={signInPath('/history')} className={buttonClass('primary')}>
                Sign in
              </Link>
              <Link href="/gallery" className={buttonClass()}>
                View the gallery
              </Link>
            </>
          }
        >
          Sign in to see what you have drawn, to publish it, and to continue with it.
        </EmptyState>
      )}
    </Page>
  )
}

function OwnPictures() {
  const [filters, change] = useFilters()
  const list = useMemo<PictureList>(() => ({ ...filters, kind: 'history' }), [filters])
  const renderTools = useCallback(
    (picture: ListedPicture, isActive: boolean) => <OwnTools picture={picture} isActive={isActive} />,
    [],
  )
  return (
    <>
      <ListHead
        title="History"
        searchLabel="Search your prompts"
        filters={filters}
        onChange={change}
        hasPrivacy
      />
      <JobStrip />
      <ListView
        list={list}
        label="History"
        renderTools={renderTools}
        empty={
          isFiltered(filters) ? (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title="No pictures match"
              action={<Button onClick={() => change(noFilters)}>Show all pictures</Button>}
            >
              None of your pictures match. Try other words or another style.
            </EmptyState>
          ) : (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title="You have drawn nothing yet"
              action={
                <Link href="/" className={buttonClass('primary')}>
                  Draw something
                </Link>
              }
            >
              Describe a picture, and it will appear here.
            </EmptyState>
          )
        }
      />
    </>
  )
}
