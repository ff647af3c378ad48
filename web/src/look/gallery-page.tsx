import { useMemo } from 'react'
import { Link } from 'wouter'
import { Button, buttonClass, EmptyState, Page } from '../design/index.ts'
import { EmptySheet } from './empty-sheet.tsx'
import { FilterBar } from './filter-bar.tsx'
import { isNarrowed, noFilters } from './filters.ts'
import styles from './list-page.module.css'
import { ListView } from './list-view.tsx'
import type { PictureList } from './picture-list.ts'
import { SearchBox } from './search-box.tsx'
import { useFilters } from './use-filters.ts'

/** What everybody has published, newest first. Open to visitors. */
export default function GalleryPage() {
  const [filters, change] = useFilters()
  const list = useMemo<PictureList>(() => ({ ...filters, privacy: 'all', kind: 'gallery' }), [filters])
  return (
    <Page title="Gallery">
      <div className={styles.head}>
        <h1 tabIndex={-1}>Gallery</h1>
        <SearchBox
          label="Search the sentences"
          value={filters.q}
          onSearch={(q, replace) => change({ q }, { replace })}
        />
      </div>
      <div className={styles.filters}>
        <FilterBar filters={filters} onChange={change} />
      </div>
      <ListView
        list={list}
        label="Gallery"
        empty={
          isNarrowed(list) ? (
            <EmptyState
              picture={<EmptySheet />}
              title="No picture fits"
              action={<Button onClick={() => change(noFilters)}>Show all pictures</Button>}
            >
              Try other words, or another style.
            </EmptyState>
          ) : (
            <EmptyState
              picture={<EmptySheet />}
              title="The gallery is still empty"
              action={
                <Link href="/" className={buttonClass('primary')}>
                  Draw the first picture
                </Link>
              }
            >
              Pictures that people draw and do not keep to themselves hang here.
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
