import { sql } from 'drizzle-orm'
import { constant, type Db, defineStatements } from '../../platform/db/index.ts'
import type { ReportedPage } from '../collections/index.ts'
import type { ReportRow } from '../gallery/index.ts'
import type { PictureState } from './read-pictures.ts'

/** A collection or the page of an author, as administrators see it. */
export type AdminPageRow = ReportedPage & {
  userId: string
  email: string
  name: string
  text: string | null
  removedAt: Date | null
  removedReason: string | null
  openReports: number
  reportedAt: Date | null
  reports: { id: string; reason: ReportRow['reason']; text: string | null; createdAt: string }[]
}

const pagesMax = 100
/** Of all pages together. */
const reportsMax = 1_000

/** Collections, authors and users belong to other features, which alone write them. */
const pageList = defineStatements<{ state: PictureState }, object, AdminPageRow>(
  ({ state }) => `read_${state}_pages`,
  (_, { state }) => {
    const reported = sql`
      select collection_id, author_id, count(*)::int as "openReports", max(created_at) as "reportedAt",
        json_agg(json_build_object('id', id, 'reason', reason, 'text', text, 'createdAt', created_at) order by created_at desc) as reports
      from (
        select * from page_reports where resolved_at is null order by created_at desc limit ${constant(reportsMax)}
      ) report group by collection_id, author_id`
    const hidden = sql`
      select collection_id, author_id, 0 as "openReports", null::timestamptz as "reportedAt", '[]'::json as reports from (
        select id as collection_id, null::uuid as author_id from collections where removed_at is not null
        union all select null, user_id from authors where removed_at is not null
      ) removed`
    return sql`
      select case when c.id is null then 'author' else 'collection' end as kind, account.id as "userId", account.email,
        coalesce(c.id, author.user_id) as id, coalesce(c.name, author.display_name, author.handle) as name,
        coalesce(c.description, author.biography) as text, coalesce(c.removed_at, author.removed_at) as "removedAt",
        coalesce(c.removed_reason, author.removed_reason) as "removedReason",
        place."openReports", place."reportedAt", place.reports
      from (${state === 'hidden' ? hidden : reported}) place
        left join collections c on c.id = place.collection_id
        left join authors author on author.user_id = place.author_id
        join users account on account.id = coalesce(c.user_id, author.user_id)
      order by coalesce("reportedAt", c.removed_at, author.removed_at) desc limit ${constant(pagesMax)}`
  },
)

/** Pages with an open report, by the newest one; or hidden pages, the last first; at most 100. */
export const readPages = (db: Db, state: PictureState): Promise<AdminPageRow[]> =>
  pageList({ state }).run(db, {})
