import { styles } from '../../models/index.ts'
import type { KeysetCursor } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type LimitRange, readPageQuery, readWhole } from '../../platform/http/index.ts'
import { cutCharacters, isBlank } from '../../platform/text/index.ts'

/** Where in a list to start, and how many rows to give. A cursor wins over a page. */
export type ListQuery = {
  limit: number
  page: number
  cursor: KeysetCursor | undefined
  style: string | undefined
  model: string | undefined
  search: string | undefined
  /** true: private ones alone, false: public ones alone. */
  privacy: boolean | undefined
}

export type ListQueryInput = {
  limit?: string
  page?: string
  cursor?: string
  style?: string
  model?: string
  privacy?: string
  q?: string
}

/** Rows that a page number may reach; beyond that only a cursor is quick. */
const pagedRowsMax = 10_000
const searchCharsMax = 200

const privacies: Record<string, boolean | undefined> = {
  all: undefined,
  public: false,
  private: true,
  true: true,
  false: false,
}

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
    throw new AppError('invalid_page', `Pages end at ${pagedRowsMax} rows. Use nextCursor to go further.`)
  }
  const { style, model } = input
  if (style && !(styles as readonly string[]).includes(style)) {
    throw new AppError('invalid_filter', `Invalid style. Must be one of: ${styles.join(', ')}`, {
      errorCode: 'INVALID_STYLE',
    })
  }
  if (model && !knowsModel(model))
    throw new AppError('invalid_filter', 'Invalid model', { errorCode: 'INVALID_MODEL' })
  return {
    limit,
    page,
    cursor,
    style: style || undefined,
    model: model || undefined,
    search: readSearch(input.q),
    privacy: readPrivacy(input.privacy),
  }
}

function readSearch(text = ''): string | undefined {
  return isBlank(text) ? undefined : cutCharacters(text.trim(), searchCharsMax)
}

function readPrivacy(text: string | undefined): boolean | undefined {
  if (text === undefined || text === '') return undefined
  if (!Object.hasOwn(privacies, text)) {
    throw new AppError(
      'invalid_filter',
      `Invalid privacy. Must be one of: ${Object.keys(privacies).join(', ')}`,
      { errorCode: 'INVALID_PRIVACY' },
    )
  }
  return privacies[text]
}
