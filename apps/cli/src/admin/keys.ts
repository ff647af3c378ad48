import { revokeApiKeyByHand } from '@chatsvg/server/features/administration'
import { listKeys, presentKey } from '@chatsvg/server/features/api-keys'
import { isUuid } from '@chatsvg/server/platform/db'
import { type AdminCommand, done, reasonOption, UsageError } from './command.ts'
import { renderTable } from './table.ts'
import { findOperandUser } from './users.ts'

const who = '<email or id>'

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
    details:
      'Pictures that it has asked for are finished. A service with an embedded database closes its open sockets within a minute.',
    async run(context) {
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      const [, id = ''] = context.operands
      if (!isUuid(id)) throw new UsageError('The key is named by its id, which `key list` shows.')
      await context.confirm(`Revoke the API key ${id}? Programs that use it stop working.`)
      const { disconnectSession } = await context.openReach()
      await revokeApiKeyByHand({ db, disconnectSession }, { userId, id }, context.by)
      return done({ id }, 'Revoked.')
    },
  },
]
