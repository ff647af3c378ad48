import { useLocation, useSearch } from 'wouter'

export type Filter = {
  read: (name: string) => string
  /** An empty value removes the filter. */
  choose: (name: string, value: string) => void
  /** The filters that are set, as query parameters. */
  all: Record<string, string>
}

/**
 * The filters of a list, stored in the URL, so that they can be shared and are restored by Back.
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
