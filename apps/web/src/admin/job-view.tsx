import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type AdminJob, call } from '../api/index.ts'
import { Button } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { Facts, Time, View, Waiting } from './view.tsx'

const unfinishedEveryMs = 3_000

export function JobView({ id }: { id: string }) {
  const [openDialog, setOpenDialog] = useState<'retry' | 'cancel'>()
  const { data, error } = useQuery({
    queryKey: ['admin', 'job', id],
    queryFn: ({ signal }) => call('GET /api/admin/jobs/{id}', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnfinished(state.data.job) ? unfinishedEveryMs : false),
  })
  if (!data)
    return (
      <View title="Job">
        <Waiting error={error} />
      </View>
    )
  const { job, entries } = data
  return (
    <View
      title={job.prompt}
      tools={
        <>
          {job.status === 'FAILED' && (
            <Button onClick={() => setOpenDialog('retry')}>Retry at no cost</Button>
          )}
          {isUnfinished(job) && (
            <Button look="danger" onClick={() => setOpenDialog('cancel')}>
              Cancel
            </Button>
          )}
        </>
      }
    >
      <Facts
        facts={[
          ['State', job.errorCode ? `${job.status}, ${job.errorCode}` : job.status],
          ['What its owner reads', job.errorMessage],
          ['Picture', job.generationId && <Link href={`/picture/${job.generationId}`}>look at it</Link>],
          [
            'By',
            <Link key="by" href={`/admin/users/${job.userId}`}>
              {job.email}
            </Link>,
          ],
          ['Style', job.style],
          ['Model', nameModel(job)],
          ['Privacy', job.privacy ? 'private' : 'public'],
          ['Attempts', job.attempts],
          ['Accepted', <Time key="accepted" at={job.createdAt} />],
          ['Started', <Time key="started" at={job.startedAt} />],
          ['Ended', <Time key="ended" at={job.finishedAt} />],
          ['Ran', `${(job.ranMs / 1_000).toFixed(1)} s`],
          ['Held by a worker until', <Time key="lease" at={job.leaseExpiresAt} />],
          [
            'Tokens',
            `${job.inputTokens} in, ${job.outputTokens} out${job.usageEstimated ? ', estimated' : ''}`,
          ],
          ['Cost', job.costMicroUsd === null ? 'not known' : `$${(job.costMicroUsd / 1_000_000).toFixed(4)}`],
          ['Request', <code key="request">{job.requestId}</code>],
          [
            'Acts',
            <Link key="acts" href={`/admin/acts?subject=${job.id}`}>
              Administrative actions
            </Link>,
          ],
          ['Id', <code key="id">{job.id}</code>],
        ]}
      />
      <h2>In the ledger</h2>
      <LedgerTable entries={entries} />
      {openDialog && (
        <ActDialog
          act={openDialog === 'retry' ? retryAct(job) : cancelAct(job)}
          onClose={() => setOpenDialog(undefined)}
        />
      )}
    </View>
  )
}

/** Shows the requested model if another one drew the picture. */
const nameModel = ({ model, requestedModel }: AdminJob) =>
  requestedModel && requestedModel !== model ? `${model}, asked for ${requestedModel}` : model

const isUnfinished = ({ status }: AdminJob) => status === 'QUEUED' || status === 'RUNNING'

const retryAct = ({ id }: AdminJob): Act => ({
  title: 'Try again?',
  words: 'As a new job of the same user, with the same request. It costs them nothing.',
  verb: 'Try again',
  done: 'A new job was created.',
  run: (reason) => call('POST /api/admin/jobs/{id}/retry', { params: { id }, body: { reason } }),
})

const cancelAct = ({ id }: AdminJob): Act => ({
  title: 'Cancel this job?',
  words: 'It ends as if its owner had stopped it, and the credit is refunded.',
  verb: 'Cancel the job',
  isDangerous: true,
  done: 'The job is cancelled.',
  run: (reason) => call('POST /api/admin/jobs/{id}/cancel', { params: { id }, body: { reason } }),
})
