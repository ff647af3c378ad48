import { sql } from 'drizzle-orm'
import {
  constant,
  type Db,
  defineStatement,
  defineStatements,
  type KeysetCursor,
  type Tx,
} from '../../platform/db/index.ts'
import type { ReportRow } from '../gallery/index.ts'
import type { StoredText } from '../storage/index.ts'
import { nameOfList, type Page, type PageValues, valuesOfPage } from './list-store.ts'

export const pictureStates = ['reported', 'hidden'] as const
export type PictureState = (typeof pictureStates)[number]

/** A picture of any user, as administrators see it. */
export type AdminPictureRow = {
  id: string
  userId: string
  email: string
  prompt: string
  style: string
  model: string
  privacy: boolean
  createdAt: Date
  removedAt: Date | null
  removedReason: string | null
  openReports: number
  /** The time of the newest open report. */
  reportedAt: Date | null
  /** The reasons in the open reports. */
  reasons: ReportRow['reason'][]
}
/** With the columns that say where its SVG is. */
export type WholePictureRow = AdminPictureRow & StoredText

/** A row of a list, and its position in it. */
export type ListedPicture = { picture: AdminPictureRow } & KeysetCursor

/** At most this many reports of one picture are read, for a count and the reasons. */
const reportsMax = 1_000
const shownReportsMax = 100

/**
 * Pictures, users and reports belong to other features: this feature reads them by table name and never
 * writes them.
 */
const columns = sql`picture.id, picture.user_id as "userId", account.email, picture.prompt, picture.style, picture.model, picture.privacy,
  picture.created_at as "createdAt", picture.removed_at as "removedAt", picture.removed_reason as "removedReason",
  open."openReports", open."reportedAt", open.reasons`
const ownerAndReports = sql`users account on account.id = picture.user_id, lateral (
    select count(*)::int as "openReports", max(created_at) as "reportedAt", coalesce(array_agg(distinct reason), '{}') as reasons
    from (select created_at, reason from picture_reports where picture_id = picture.id and resolved_at is null limit ${constant(reportsMax)}) report
  ) open`

type Placed = AdminPictureRow & { placeAt: Date; placeId: string }

type Shape = { state: PictureState; cursor: KeysetCursor | undefined }

const pictureList = defineStatements<Shape, PageValues, Placed>(
  ({ state, cursor }) => nameOfList(`read_${state}_pictures`, [cursor && 'after']),
  (value, { state, cursor }) => {
    const position = sql`(${value.createdAt}::timestamptz, ${value.id}::uuid)`
    const hidden = sql`
      select id as picture_id, removed_at as at, id as place_id from generations
      where removed_at is not null ${cursor ? sql`and (removed_at, id) < ${position}` : sql``}
      order by removed_at desc, id desc limit ${value.limit}`
    const reported = sql`
      select picture_id, created_at as at, id as place_id from picture_reports report
      where resolved_at is null ${cursor ? sql`and (created_at, id) < ${position}` : sql``} and not exists (
        select from picture_reports newer where newer.picture_id = report.picture_id and newer.resolved_at is null
          and (newer.created_at, newer.id) > (report.created_at, report.id))
      order by created_at desc, id desc limit ${value.limit}`
    return sql`
      select ${columns}, place.at as "placeAt", place.place_id as "placeId"
      from (${state === 'hidden' ? hidden : reported}) place
        join generations picture on picture.id = place.picture_id join ${ownerAndReports}
      order by place.at desc, place.place_id desc`
  },
)

/** Pictures with an open report, ordered by their newest report; or hidden pictures, newest first. */
export async function readPictures(db: Db, state: PictureState, page: Page): Promise<ListedPicture[]> {
  const rows = await pictureList({ state, cursor: page.cursor }).run(db, valuesOfPage(page))
  return rows.map(({ placeAt, placeId, ...picture }) => ({ picture, createdAt: placeAt, id: placeId }))
}

const onePicture = defineStatement<{ id: string }, WholePictureRow>(
  'read_any_picture',
  ({ id }) => sql`
    select ${columns}, picture.svg, picture.svg_object as "svgObject", picture.bytes from generations picture join ${ownerAndReports}
    where picture.id = ${id} and (not picture.privacy or picture.removed_at is not null
      or exists (select from picture_reports where picture_id = picture.id))`,
)

/**
 * A picture that is public, hidden or reported. Administrators cannot see a private picture that nobody has
 * reported.
 */
export async function readPicture(db: Db | Tx, id: string): Promise<WholePictureRow | undefined> {
  const [row] = await onePicture.run(db, { id })
  return row
}

const reportList = defineStatement<{ pictureId: string }, Omit<ReportRow, 'reporterKey'>>(
  'read_picture_reports',
  ({ pictureId }) => sql`
    select id, picture_id as "pictureId", reason, text, created_at as "createdAt", resolved_at as "resolvedAt", resolution
    from picture_reports where picture_id = ${pictureId} order by created_at desc, id desc limit ${constant(shownReportsMax)}`,
)

/** The newest reports of a picture, including resolved ones. */
export async function readReports(db: Db, pictureId: string): Promise<Omit<ReportRow, 'reporterKey'>[]> {
  return reportList.run(db, { pictureId })
}
