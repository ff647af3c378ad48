import { estimatePictures, type MoveReport, movePictures } from '@chatsvg/server/features/jobs'
import { adoptObjects, sweepObjects } from '@chatsvg/server/features/storage'
import { createLog } from '@chatsvg/server/platform/log'
import { type AdminCommand, type AdminContext, exitStatuses, UsageError } from './command.ts'
import { renderTable } from './table.ts'

const places = ['s3', 'database'] as const

export const storageCommands: AdminCommand[] = [
  {
    name: 'pictures move',
    options: { to: places.join(' or ') },
    purpose: 'Moves the SVGs of all pictures to the object storage, or back.',
    details: `It needs the variables S3_* in both directions, and may run while the service runs. Each SVG is read at its new place and compared before its row changes, so every
picture can be read all the time. When it is interrupted, run it again: what is moved is passed over. To go back to the database, start the service with NEW_PICTURES_IN=database,
move, and then start it without the variables S3_*.`,
    async run(context) {
      const { openDatabase, options, progress, signal } = context
      const to = places.find((place) => place === options.to)
      if (!to) throw new UsageError(`Say where, with --to ${places.join(' or --to ')}.`)
      assertConfigured(context)
      const { db } = await openDatabase()
      const total = await estimatePictures(db)
      const report = await movePictures(db, to, signal, ({ looked, moved }) =>
        progress.show(
          'Moving',
          total > 0 ? Math.min(0.99, looked / total) : undefined,
          `${count(moved)} moved, ${count(looked)} of about ${count(Math.max(total, looked))} looked at`,
        ),
      )
      return {
        status: report.failed.length === 0 ? exitStatuses.good : exitStatuses.off,
        document: { to, ...report },
        text: describeMove(report, to),
      }
    },
  },
  {
    name: 'pictures sweep',
    purpose: 'Deletes objects that belong to no picture, such as after a backup was restored.',
    details:
      'It lists the whole bucket. Objects that are younger than a day stay, because their pictures may be about to be written. The service deletes the objects of deleted pictures by itself.',
    async run(context) {
      assertConfigured(context)
      const { openDatabase, progress, signal } = context
      const { db } = await openDatabase()
      const found = await adoptObjects(db, signal, (listed) =>
        progress.show('Listing', undefined, `${count(listed)} objects`),
      )
      const removed = await sweepObjects(db, signal, createLog({ level: 'silent', format: 'json' }))
      const text = `${count(found.listed)} objects, ${count(found.adopted)} of them without a row. ${count(removed)} deleted.`
      return { status: exitStatuses.good, document: { ...found, removed }, text }
    },
  },
]

function assertConfigured({ config }: AdminContext): void {
  if (config.pictures.kind === 'database')
    throw new UsageError('Set S3_ENDPOINT and the other variables S3_*.')
}

function describeMove({ moved, bytes, passed, failed }: MoveReport, to: string): string {
  const where = to === 's3' ? 'the object storage' : 'the database'
  const done = `${count(moved)} SVGs with ${count(bytes)} bytes were moved to ${where}, each read back and compared.`
  const more = passed > 0 ? ` ${count(passed)} were deleted or moved meanwhile.` : ''
  if (failed.length === 0) return done + more
  const table = renderTable(
    ['picture', 'not moved, because'],
    failed.map(({ id, reason }) => [id, reason]),
  )
  return `${table}\n\n${done}${more} ${count(failed.length)} stay where they were.`
}

const count = (value: number) => Math.round(value).toLocaleString('en')
