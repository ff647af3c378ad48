import { disableWebhookByHand } from '@chatsvg/server/features/administration'
import { listWebhooks, presentWebhook } from '@chatsvg/server/features/webhooks'
import { isUuid } from '@chatsvg/server/platform/db'
import { type AdminCommand, done, reasonOption, UsageError } from './command.ts'
import { renderTable } from './table.ts'
import { findOperandUser } from './users.ts'

const who = '<email or id>'

export const webhookCommands: AdminCommand[] = [
  {
    name: 'webhook list',
    operands: [who],
    purpose: 'Lists the webhooks of a user, the oldest first.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const webhooks = (await listWebhooks(db, await findOperandUser(db, operands))).map(presentWebhook)
      const rows = webhooks.map((webhook) => [
        webhook.id,
        webhook.url,
        webhook.events.join(' '),
        webhook.failingSince ?? '-',
        webhook.disabledReason ?? '-',
      ])
      const head = ['id', 'url', 'events', 'failing since', 'disabled']
      return done({ webhooks }, renderTable(head, rows))
    },
  },
  {
    name: 'webhook disable',
    operands: [who, '<id of the webhook>'],
    options: reasonOption,
    purpose: 'Disables a webhook of a user at once.',
    details: 'Its deliveries wait. The user can enable it again; suspend the user to prevent that.',
    async run(context) {
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      const [, id = ''] = context.operands
      if (!isUuid(id)) throw new UsageError('The webhook is named by its id, which `webhook list` shows.')
      await context.confirm(`Disable the webhook ${id}? Nothing is sent to it until its owner enables it.`)
      await disableWebhookByHand(db, { userId, id }, context.by)
      return done({ id }, 'Disabled.')
    },
  },
]
