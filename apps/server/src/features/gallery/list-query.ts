import { styles } from '../../models/index.ts'
import { isUuid, type KeysetCursor } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { type LimitRange, readPageQuery, readWhole } from '../../platform/http/index.ts'
import { cutCharacters, isBlank } from '../../platform/text/index.ts'
import { galleryErrors } from './errors.ts'

/** Where in a list the page starts, and its maximum of rows. A cursor takes precedence over a page number. */
export type ListQuery = {
  limit: number
  page: number
  cursor: KeysetCursor | undefined
  style: string | undefined
  model: string | undefined
  search: string | undefined
  /** true: only private ones, false: only public ones. */
  privacy: boolean | undefined
  requestedBy: string | undefined
}

export type ListQueryInput = {
  limit?: string
  page?: string
  cursor?: string
  style?: string
  model?: string
  privacy?: string
  requestedBy?: string
  q?: string
}

/** Rows that a page number can reach; beyond that only a cursor is fast. */
export const pagedRowsMax = 10_000
const searchCharsMax = 200

const privacies: Readonly<Record<string, boolean | undefined>> = {
  all: undefined,
  public: false,
  private: true,
  true: true,
  false: false,
}
export const privacyFilters = Object.keys(privacies)

/**
 * @param knowsModel whether pictures of the model may exist.
 * @throws AppError `invalid_page`, `invalid_cursor`, `invalid_filter`.
 */
export function readListQuery(
  input: ListQueryInput,
  range: LimitRange,
  knowsModel: (id: string) => boolean,
): ListQuery {
  const { limit, cursor } = readPageQuery(input, range)
  const page = Math.max(readWhole(input.page, 1, 'page'), 1)
  if (!cursor && (page - 1) * limit >= pagedRowsMax) {
    throw new AppError(platformErrors.invalid_page.end(pagedRowsMax))
  }
  const { style, model } = input
  if (style && !(styles as readonly string[]).includes(style)) {
    throw new AppError(galleryErrors.invalid_filter.choice('style', styles), {
      errorCode: 'INVALID_STYLE',
    })
  }
  if (model && !knowsModel(model))
    throw new AppError(galleryErrors.invalid_filter.model, { errorCode: 'INVALID_MODEL' })
  return {
    limit,
    page,
    cursor,
    style: style || undefined,
    model: model || undefined,
    search: readSearch(input.q),
    privacy: readPrivacy(input.privacy),
    requestedBy: readRequestedBy(input.requestedBy),
  }
}

export function readSearch(text = ''): string | undefined {
  return isBlank(text) ? undefined : cutCharacters(text.trim(), searchCharsMax)
}

function readRequestedBy(text: string | undefined): string | undefined {
  if (text && !isUuid(text)) throw new AppError(galleryErrors.invalid_filter.id('requestedBy'))
  return text || undefined
}

function readPrivacy(text: string | undefined): boolean | undefined {
  if (text === undefined || text === '') return undefined
  if (!Object.hasOwn(privacies, text)) {
    throw new AppError(galleryErrors.invalid_filter.choice('privacy', privacyFilters), {
      errorCode: 'INVALID_PRIVACY',
    })
  }
  return privacies[text]
}
