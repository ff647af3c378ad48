import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AdminModel, call } from '../api/index.ts'
import { Button } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { Time, View, Waiting } from './view.tsx'

export function ModelsView() {
  const [act, setAct] = useState<Act>()
  const { data, error } = useQuery({
    queryKey: ['admin', 'models'],
    queryFn: ({ signal }) => call('GET /api/admin/models', { signal }),
  })
  const columns: readonly Column<AdminModel>[] = [
    {
      name: 'Model',
      kind: 'wide',
      cell: ({ id, name }) => (
        <>
          {name}
          <br />
          <code className={styles.soft}>{id}</code>
        </>
      ),
    },
    { name: 'From', kind: 'still', cell: ({ provider }) => provider },
    {
      name: 'State',
      kind: 'wide',
      cell: ({ available, disabledAt, reason, default: isDefault }) =>
        disabledAt ? (
          <>
            <span className={styles.mark}>switched off</span> since <Time at={disabledAt} />: {reason}
          </>
        ) : available ? (
          isDefault ? (
            'available, the default'
          ) : (
            'available'
          )
        ) : (
          <span className={styles.soft}>not configured</span>
        ),
    },
    {
      name: 'Change',
      kind: 'still',
      cell: (model) => (
        <Button onClick={() => setAct(model.disabledAt ? enable(model) : disable(model))}>
          {model.disabledAt ? 'Switch on' : 'Switch off'} <span className="hidden-words">{model.name}</span>
        </Button>
      ),
    },
  ]
  return (
    <View title="Models">
      {data ? (
        <Table label="Models" columns={columns} rows={data.models} keyOf={({ id }) => id} />
      ) : (
        <Waiting error={error} />
      )}
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </View>
  )
}

const disable = ({ id, name }: AdminModel): Act => ({
  title: `Switch ${name} off?`,
  words:
    'Within five seconds, requests for it are served by the default model. Jobs that wait for it end with a refund.',
  verb: 'Switch off',
  isDangerous: true,
  done: `${name} is switched off.`,
  run: (reason) => call('POST /api/admin/models/{id}/disable', { params: { id }, body: { reason } }),
})

const enable = ({ id, name }: AdminModel): Act => ({
  title: `Switch ${name} on again?`,
  verb: 'Switch on',
  done: `${name} is switched on.`,
  run: (reason) => call('POST /api/admin/models/{id}/enable', { params: { id }, body: { reason } }),
})
