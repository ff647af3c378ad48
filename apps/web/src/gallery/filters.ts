import { cutCharacters } from '../design/index.ts'
import { isStyle, type StyleName } from '../picture/index.ts'

export type Privacy = 'all' | 'public' | 'private'

/** Newest first or most liked first. */
export type Sort = '' | 'liked'

/**
 * The filters of a list, and its order. An empty string is no filter. `by`: the member of a workspace who has
 * asked for the pictures.
 */
export type Filters = {
  q: string
  style: StyleName | ''
  model: string
  by: string
  privacy: Privacy
  sort: Sort
}

export const noFilters: Filters = { q: '', style: '', model: '', by: '', privacy: 'all', sort: '' }

const privacies: readonly string[] = ['all', 'public', 'private'] satisfies Privacy[]

/** The filters in a URL's query; unknown values are ignored. */
export function readFilters(search: string): Filters {
  const given = new URLSearchParams(search)
  const [style, privacy] = [given.get('style') ?? '', given.get('privacy') ?? '']
  return {
    q: cutCharacters(given.get('q') ?? '', searchCharsMax),
    style: isStyle(style) ? style : '',
    model: given.get('model') ?? '',
    by: given.get('by') ?? '',
    privacy: isPrivacy(privacy) ? privacy : 'all',
    sort: given.get('sort') === 'liked' ? 'liked' : '',
  }
}

/** The URL's query for the filters, with the question mark; empty without filters. */
export function writeFilters(filters: Filters): string {
  const given = Object.entries(filters).filter(
    ([name, value]) => value !== '' && !(name === 'privacy' && value === 'all'),
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export const isFiltered = (filters: Filters): boolean => writeFilters(filters) !== ''

export const searchCharsMax = 200

const isPrivacy = (text: string): text is Privacy => privacies.includes(text)
