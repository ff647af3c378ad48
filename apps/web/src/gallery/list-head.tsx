import type { ReactNode } from 'react'
import { FilterBar } from './filter-bar.tsx'
import type { Filters } from './filters.ts'
import styles from './list-head.module.css'
import { SearchBox } from './search-box.tsx'
import type { ChangeFilters } from './use-filters.ts'

type ListHeadProps = {
  title: string
  searchLabel: string
  filters: Filters
  onChange: ChangeFilters
  hasPrivacy?: boolean
  /** Beside the filters, such as a button. */
  children?: ReactNode
}

/** The heading of a list and its filters. */
export const ListHead = ({
  title,
  searchLabel,
  filters,
  onChange,
  hasPrivacy = false,
  children,
}: ListHeadProps) => (
  <>
    <div className={styles.head}>
      <h1 tabIndex={-1}>{title}</h1>
      <SearchBox
        label={searchLabel}
        value={filters.q}
        onSearch={(q, replace) => onChange({ q }, { replace })}
      />
    </div>
    <div className={styles.filters}>
      <FilterBar filters={filters} onChange={onChange} hasPrivacy={hasPrivacy} />
      {children}
    </div>
  </>
)
