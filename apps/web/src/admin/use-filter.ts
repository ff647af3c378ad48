import { useLocation, useSearch } from 'wouter'

export type Filter = {
  read: (name: string) => string
  /** An empty value removes the filter. */
  choose: (name: string, value: string) => void
  /** Those that are set, as a query. */
  all: Record<string, string>
}

/**
 * The filters of a list, kept in the address: it can be sent to a colleague, and going back restores them.
 */
export function useFilter(): Filter {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const params = new URLSearchParams(search)
  return {
    read: (name) => params.get(name) ?? '',
    choose(name, value) {
      if (value === '') params.delete(name)
      else params.set(name, value)
      navigate(params.size === 0 ? path : `${path}?${params}`, { replace: true })
    },
    all: Object.fromEntries(params),
  }
}
