import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../api/index.ts'
import { Button, CountField, Field, readCount } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { Time, View, Waiting } from './view.tsx'

type Code = Answer<'GET /api/admin/codes'>['codes'][number]

/** Codes that give credits. */
export function CodesView() {
  const [act, setAct] = useState<Act>()
  const [isMaking, setMaking] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['admin', 'codes'],
    queryFn: ({ signal }) => call('GET /api/admin/codes', { signal }),
  })
  const columns: readonly Column<Code>[] = [
    { name: 'Code', kind: 'wide', cell: ({ code }) => <code>{code}</code> },
    { name: 'Credits', kind: 'number', cell: ({ credits }) => credits },
    { name: 'Used', kind: 'number', cell: ({ uses, usesMax }) => `${uses} of ${usesMax}` },
    {
      name: 'Until',
      kind: 'still',
      cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} /> : 'no end'),
    },
    {
      name: 'Change',
      kind: 'still',
      cell: (code) =>
        code.disabledAt ? (
          <span className={styles.mark}>switched off</span>
        ) : (
          <Button onClick={() => setAct(disable(code))}>
            Switch off <span className="hidden-words">{code.code}</span>
          </Button>
        ),
    },
  ]
  return (
    <View title="Codes" tools={<Button onClick={() => setMaking(true)}>New code</Button>}>
      {!data ? (
        <Waiting error={error} />
      ) : data.codes.length === 0 ? (
        <p className={styles.soft}>There are no codes.</p>
      ) : (
        <Table label="Codes" columns={columns} rows={data.codes} keyOf={({ id }) => id} />
      )}
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
      {isMaking && <NewCodeDialog onClose={() => setMaking(false)} />}
    </View>
  )
}

const disable = ({ id, code }: Code): Act => ({
  title: `Switch ${code} off?`,
  words: 'Nobody can use it any more. The credits that it has given stay.',
  verb: 'Switch off',
  isDangerous: true,
  done: `${code} is switched off.`,
  run: (reason) => call('POST /api/admin/codes/{id}/disable', { params: { id }, body: { reason } }),
})

const bounds = { min: 1, max: 1_000_000 }

function NewCodeDialog({ onClose }: { onClose: () => void }) {
  const [credits, setCredits] = useState('10')
  const [usesMax, setUsesMax] = useState('1')
  const [until, setUntil] = useState('')
  const terms = { credits: readCount(credits, bounds) ?? 0, usesMax: readCount(usesMax, bounds) ?? 0 }
  return (
    <ActDialog
      onClose={onClose}
      act={{
        title: 'A new code',
        words: 'Whoever has it can use it, each user once.',
        verb: 'Make the code',
        done: 'The code is in the list.',
        isReady: terms.credits > 0 && terms.usesMax > 0,
        fields: (
          <>
            <CountField label="Credits" name="credits" value={credits} onType={setCredits} {...bounds} />
            <CountField
              label="How many users may use it"
              name="usesMax"
              value={usesMax}
              onType={setUsesMax}
              {...bounds}
            />
            <Field
              label="Last day"
              name="until"
              type="date"
              hint="Optional."
              value={until}
              onChange={({ target }) => setUntil(target.value)}
            />
          </>
        ),
        run: (reason) => {
          // The whole day counts, where the administrator is.
          const expiresAt = until === '' ? {} : { expiresAt: new Date(`${until}T23:59:59`).toISOString() }
          return call('POST /api/admin/codes', { body: { ...terms, ...expiresAt, reason } })
        },
      }}
    />
  )
}
