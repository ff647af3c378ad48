import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { ReportReason } from '../gallery/index.ts'
import type { pageReports } from './tables.ts'

type PageReportRow = typeof pageReports.$inferSelect
export type ReportedPage = { kind: 'collection' | 'author'; id: string }
export type NewPageReport = Pick<PageReportRow, 'id' | 'reporterKey' | 'text'> & { reason: ReportReason }

const columnOf = ({ kind }: ReportedPage) => (kind === 'collection' ? 'collection_id' : 'author_id')

/**
 * Stores a report of a public page, at most one open report for each reporter. The lock puts it before or
 * after a transaction that hides the page, as with pictures.
 *
 * @returns whether there is such a page.
 */
export async function insertPageReport(
  db: Db,
  page: ReportedPage,
  { id, reporterKey, reason, text }: NewPageReport,
): Promise<boolean> {
  const visible =
    page.kind === 'collection'
      ? 'select id from collections where id = $2 and not privacy for share'
      : 'select user_id as id from authors where user_id = $2 and is_public for share'
  const [row] = await queryNamed<{ isPublic: boolean }>(
    db,
    `insert_${page.kind}_report`,
    `with page as (${visible}), reported as (
       insert into page_reports (id, ${columnOf(page)}, reporter_key, reason, text)
       select $1::uuid, id, $3, $4, $5 from page on conflict do nothing
     )
     select exists (select from page) as "isPublic"`,
    [id, page.id, reporterKey, reason, text],
  )
  return row?.isPublic ?? false
}

/** Resolves all open reports of a page. @returns how many. */
export async function resolvePageReports(
  tx: Tx,
  page: ReportedPage,
  resolution: NonNullable<PageReportRow['resolution']>,
): Promise<number> {
  const rows = await queryNamed(
    tx,
    `resolve_${page.kind}_reports`,
    `update page_reports set resolved_at = now(), resolution = $2
     where ${columnOf(page)} = $1 and resolved_at is null returning id`,
    [page.id, resolution],
  )
  return rows.length
}

/** Deletes reports that were resolved more than `keptDays` ago, at most `rowsMax`. @returns how many. */
export function purgePageReports(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'resolved_at < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'page_reports', where, values: [keptDays], rowsMax })
}
