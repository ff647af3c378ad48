import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type Filters, readFilters, writeFilters } from './filters.ts'

/** `replace`: without a new history entry. */
export type ChangeFilters = (change: Partial<Filters>, how?: { replace: boolean }) => void

/** The filters of the page, stored in the URL, so that links contain them and Back restores them. */
export function useFilters(): [Filters, ChangeFilters] {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const filters = useMemo(() => readFilters(search), [search])
  const change = useCallback(
    (part: Partial<Filters>, how = { replace: false }) =>
      navigate(path + writeFilters({ ...readFilters(location.search), ...part }), how),
    [navigate, path],
  )
  return [filters, change]
}
