import { useMemo } from 'react'
import { Link } from 'wouter'
import { Button, buttonClass, DrawnSheet, EmptyState, Page } from '../design/index.ts'
import { isFiltered, noFilters } from './filters.ts'
import { ListHead } from './list-head.tsx'
import { ListView } from './list-view.tsx'
import type { PictureList } from './picture-list.ts'
import { useFilters } from './use-filters.ts'

/** The public pictures of all users, newest first. Open to visitors. */
export default function GalleryPage() {
  const [filters, change] = useFilters()
  const list = useMemo<PictureList>(() => ({ ...filters, privacy: 'all', kind: 'gallery' }), [filters])
  const isOnlySorted = filters.sort === 'liked' && !isFiltered({ ...filters, sort: '' })
  return (
    <Page title="Gallery">
      <ListHead title="Gallery" searchLabel="Search the prompts" filters={filters} onChange={change} />
      <ListView
        list={list}
        label="Gallery"
        empty={
          isFiltered(filters) ? (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title={isOnlySorted ? 'Nobody has liked a picture yet' : 'No pictures match'}
              action={<Button onClick={() => change(noFilters)}>Show all pictures</Button>}
            >
              {isOnlySorted
                ? 'Open a picture that you like, and press the heart.'
                : 'Try other words, or another style.'}
            </EmptyState>
          ) : (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title="The gallery is still empty"
              action={
                <Link href="/" className={buttonClass('primary')}>
                  Draw the first picture
                </Link>
              }
            >
              Pictures that users make public are shown here.
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
