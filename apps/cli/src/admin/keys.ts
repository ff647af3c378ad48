import { revokeProgramByHand } from '@chatsvg/server/features/administration'
import { listKeys, presentKey } from '@chatsvg/server/features/api-keys'
import { listApps, presentApp } from '@chatsvg/server/features/oauth-server'
import { isUuid } from '@chatsvg/server/platform/db'
import { type AdminCommand, done, reasonOption, UsageError } from './command.ts'
import { renderTable } from './table.ts'
import { findOperandUser } from './users.ts'

const who = '<email or id>'
const afterRevocation =
  'Pictures that it has asked for are finished. A service with an embedded database closes its open sockets within a minute.'

export const keyCommands: AdminCommand[] = [
  {
    name: 'key list',
    operands: [who],
    purpose: 'Lists the API keys of a user, the newest first, revoked ones too.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const keys = (await listKeys(db, await findOperandUser(db, operands))).map(presentKey)
      const rows = keys.map((key) => [
        key.id,
        key.beginning,
        key.name,
        key.scopes.join(' '),
        `${key.spentThisMonth}${key.monthlyCredits === null ? '' : ` of ${key.monthlyCredits}`}`,
        key.lastUsedAt ?? '-',
        key.revokedAt ?? '-',
      ])
      const head = ['id', 'begins with', 'name', 'scopes', 'credits this month', 'last used', 'revoked']
      return done({ apiKeys: keys }, renderTable(head, rows))
    },
  },
  {
    name: 'key revoke',
    operands: [who, '<id of the key>'],
    options: reasonOption,
    purpose: 'Revokes an API key of a user at once.',
    details: afterRevocation,
    async run(context) {
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      const [, id = ''] = context.operands
      if (!isUuid(id)) throw new UsageError('The key is named by its id, which `key list` shows.')
      await context.confirm(`Revoke the API key ${id}? Programs that use it stop working.`)
      const { disconnectSession } = await context.openReach()
      await revokeProgramByHand({ db, disconnectSession }, { userId, id, kind: 'key' }, context.by)
      return done({ id }, 'Revoked.')
    },
  },
  {
    name: 'app list',
    operands: [who],
    purpose: 'Lists the apps that a user has connected by OAuth, the newest first.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const apps = (await listApps(db, await findOperandUser(db, operands))).map(presentApp)
      const rows = apps.map((app) => [
        app.id,
        app.name,
        app.clientId,
        app.scopes.join(' '),
        `${app.spentThisMonth}`,
        app.lastUsedAt ?? '-',
      ])
      const head = ['id', 'name', 'client', 'scopes', 'credits this month', 'last used']
      return done({ apps }, renderTable(head, rows))
    },
  },
  {
    name: 'app revoke',
    operands: [who, '<id of the app>'],
    options: reasonOption,
    purpose: 'Disconnects an app of a user at once.',
    details: afterRevocation,
    async run(context) {
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      const [, id = ''] = context.operands
      if (!isUuid(id)) throw new UsageError('The app is named by its id, which `app list` shows.')
      await context.confirm(`Disconnect the app ${id}? The user has to allow it again.`)
      const { disconnectSession } = await context.openReach()
      await revokeProgramByHand({ db, disconnectSession }, { userId, id, kind: 'app' }, context.by)
      return done({ id }, 'Disconnected.')
    },
  },
]
