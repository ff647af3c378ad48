import { disableWebhookByHand, enableWebhookByHand } from '@chatsvg/server/features/administration'
import { listWebhooks, presentWebhook } from '@chatsvg/server/features/webhooks'
import { isUuid } from '@chatsvg/server/platform/db'
import { type AdminCommand, type AdminContext, done, reasonOption, UsageError } from './command.ts'
import { renderTable } from './table.ts'
import { findOperandUser } from './users.ts'

const who = '<email or id>'
const idOperand = '<id of the webhook>'

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
    operands: [who, idOperand],
    options: reasonOption,
    purpose: 'Disables a webhook of a user at once.',
    details: 'Its deliveries wait. The user sees the reason, and only `webhook enable` enables it again.',
    async run(context) {
      const { db, webhook } = await findWebhook(context)
      await context.confirm(`Disable the webhook ${webhook.id}? Nothing more is sent to it.`)
      await disableWebhookByHand(db, webhook, context.by)
      return done({ id: webhook.id }, 'Disabled.')
    },
  },
  {
    name: 'webhook enable',
    operands: [who, idOperand],
    options: reasonOption,
    purpose: 'Enables a webhook that an administrator has disabled.',
    async run(context) {
      const { db, webhook } = await findWebhook(context)
      await enableWebhookByHand(db, webhook, context.by)
      return done({ id: webhook.id }, 'Enabled.')
    },
  },
]

async function findWebhook({ openDatabase, operands }: AdminContext) {
  const { db } = await openDatabase()
  const userId = await findOperandUser(db, operands)
  const [, id = ''] = operands
  if (!isUuid(id)) throw new UsageError('The webhook is named by its id, which `webhook list` shows.')
  return { db, webhook: { userId, id } }
}
