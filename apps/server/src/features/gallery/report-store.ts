import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { pictureReports, reportEnds, reportReasons } from './tables.ts'

export type ReportRow = typeof pictureReports.$inferSelect
export type ReportReason = (typeof reportReasons)[number]
export type NewReport = Pick<ReportRow, 'id' | 'pictureId' | 'reporterKey' | 'reason' | 'text'>

/**
 * Stores a report of a public picture, at most one open report for each reporter. The lock puts it before or
 * after a transaction that hides the picture, so a hidden picture gets no new report.
 *
 * @returns whether there is such a picture.
 */
export async function insertReport(db: Db, report: NewReport): Promise<boolean> {
  const [row] = await queryNamed<{ isPublic: boolean }>(
    db,
    'insert_picture_report',
    `with picture as (select id from generations where id = $2 and not privacy for share),
     reported as (
       insert into picture_reports (id, picture_id, reporter_key, reason, text)
       select $1::uuid, id, $3, $4, $5 from picture on conflict do nothing
     )
     select exists (select from picture) as "isPublic"`,
    [report.id, report.pictureId, report.reporterKey, report.reason, report.text],
  )
  return row?.isPublic ?? false
}

/**
 * Resolves all open reports of a picture. If it is hidden, the reports of its other versions are resolved
 * too. @returns how many.
 */
export async function resolveReports(
  tx: Tx,
  pictureId: string,
  resolution: (typeof reportEnds)[number],
): Promise<number> {
  const rows = await queryNamed(
    tx,
    'resolve_picture_reports',
    `update picture_reports set resolved_at = now(), resolution = $2
     where resolved_at is null and (picture_id = $1 or $2 = 'hidden' and picture_id in (
       select version.id from generations picture join generations version using (tree_id) where picture.id = $1))
     returning id`,
    [pictureId, resolution],
  )
  return rows.length
}

/** Deletes reports that were resolved more than `keptDays` ago, at most `rowsMax`. @returns how many. */
export function purgeReports(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'resolved_at < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'picture_reports', where, values: [keptDays], rowsMax })
}
