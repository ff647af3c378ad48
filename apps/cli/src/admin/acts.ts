import { listActs, presentAct } from '@chatsvg/server/features/administration'
import { type AdminCommand, done, pageOptions } from './command.ts'
import { renderPageEnd, renderTable } from './table.ts'

export const listOfActs: AdminCommand = {
  name: 'acts list',
  options: {
    actor: 'id of an administrator',
    action: 'such as user.grant or queue.pause',
    subject: 'id of a user, job or model',
    ...pageOptions,
  },
  purpose: 'Lists what administrators did, the latest first.',
  async run({ openDatabase, options }) {
    const { db } = await openDatabase()
    const { rows, nextCursor } = await listActs(db, options)
    const acts = rows.map(presentAct)
    const lines = acts.map(({ at, actor, actorKind, action, subject, reason, details }) => [
      at,
      actor ? (actor.email ?? actor.id) : actorKind,
      action,
      subject.id ?? subject.kind,
      reason,
      Object.entries(details)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ') || '-',
    ])
    return done(
      { acts, nextCursor },
      renderTable(['at', 'by', 'act', 'of', 'reason', 'details'], lines) + renderPageEnd(nextCursor),
    )
  },
}
