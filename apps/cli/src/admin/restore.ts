import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { fingerprintSecret } from '@chatsvg/server/config'
import { auditLedger, isClean } from '@chatsvg/server/features/credits'
import { restoreBackup } from '@chatsvg/server/platform/backup'
import { createLog } from '@chatsvg/server/platform/log'
import { renderBytes, standardStream } from './backup.ts'
import { type AdminCommand, exitStatuses } from './command.ts'

export const restore: AdminCommand = {
  name: 'restore',
  purpose: 'Puts a backup into a database that has no rows.',
  operands: ['<file>'],
  details: `All of it or nothing: whatever goes wrong, also a kill, leaves the database empty. A database with rows is refused, and so is a backup from a newer version. One from an
older version goes into a database without tables, and is brought up to date. "${standardStream}" reads from standard input. An embedded database is made in DATA_DIR if there is none.

Nothing should serve from the database meanwhile. In the end the ledger is audited; it ends with 1 if that finds something.`,
  async run({ config, operands, openServer, openDatabase, progress, signal }) {
    const [file = ''] = operands
    const total = file === standardStream ? undefined : (await stat(file)).size
    const source = file === standardStream ? process.stdin : createReadStream(file)
    const url = await openServer(true)
    const log = createLog({ level: 'warn', format: config.log.format }, process.stderr)
    const report = await restoreBackup({
      url,
      source,
      log,
      signal,
      onProgress(bytes) {
        // The work after the last byte takes time, too.
        const part = total === undefined ? undefined : Math.min(0.99, bytes / total)
        progress.show('Restoring', part, `${renderBytes(bytes)} read`)
      },
    })
    const { db } = await openDatabase()
    const ledger = await auditLedger(db, signal)
    progress.show('Restoring', 1, '')
    const hasSecret = report.about.secret === (await fingerprintSecret(config.jwtSecret, config.dataFolder))
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0)
    return {
      status: isClean(ledger) ? exitStatuses.good : exitStatuses.off,
      document: { file, ...report, hasSecret, ledger: { clean: isClean(ledger), ...ledger } },
      text: [
        `Restored ${rows.toLocaleString('en')} rows as they were at ${report.takenAt.toISOString()}.`,
        isClean(ledger)
          ? 'The ledger is right.'
          : 'The ledger is off: see chatsvg-admin ledger verify. It was so when the backup was made.',
        ...(hasSecret
          ? []
          : [
              'The secret is not the one that the backup was made with: put JWT_SECRET or secrets.json back before the service starts, or everybody has to sign in anew.',
            ]),
      ].join('\n'),
    }
  },
}
