import { listModels, presentModel, switchModel } from '@chatsvg/server/features/administration'
import { createModels } from '@chatsvg/server/models'
import { type AdminCommand, done, reasonOption } from './command.ts'
import { renderTable } from './table.ts'

export const modelCommands: AdminCommand[] = [
  {
    name: 'model list',
    purpose: 'Lists the models of this configuration, with what was switched off.',
    async run({ config, openDatabase }) {
      const { db } = await openDatabase()
      return answerModels(db, config)
    },
  },
  switchCommand('model disable', false, 'Switches a model off, on all instances within 5 seconds.'),
  switchCommand('model enable', true, 'Switches a model on again.'),
]

function switchCommand(name: string, isOn: boolean, purpose: string): AdminCommand {
  return {
    name,
    operands: ['<id>'],
    options: reasonOption,
    purpose,
    ...(!isOn && {
      details:
        'Requests for it are served by the default model. Jobs that wait for it end with their credit back when it is their turn.',
    }),
    async run({ config, openDatabase, operands, by }) {
      const { db } = await openDatabase()
      const models = createModels(config.models)
      await switchModel({ db, models }, { modelId: operands[0] ?? '', isOn }, by)
      return answerModels(db, config)
    },
  }
}

async function answerModels(
  db: Parameters<typeof listModels>[0]['db'],
  config: Parameters<AdminCommand['run']>[0]['config'],
) {
  const models = (await listModels({ db, models: createModels(config.models) })).map(presentModel)
  const rows = models.map(({ id, provider, available, default: isDefault, disabledAt, reason }) => [
    id,
    provider,
    available ? 'yes' : 'no',
    isDefault ? 'yes' : '-',
    disabledAt ?? '-',
    reason ?? '-',
  ])
  return done(
    { models },
    renderTable(['id', 'provider', 'available', 'default', 'switched off', 'reason'], rows),
  )
}
