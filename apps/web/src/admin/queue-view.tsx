import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/index.ts'
import { Button } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import styles from './view.module.css'
import { Facts, Time, View, Waiting } from './view.tsx'

const askEveryMs = 5_000

export function QueueView() {
  const [act, setAct] = useState<Act>()
  const { data: queue, error } = useQuery({
    queryKey: ['admin', 'queue'],
    queryFn: ({ signal }) => call('GET /api/admin/queue', { signal }),
    refetchInterval: askEveryMs,
  })
  if (!queue)
    return (
      <View title="Queue">
        <Waiting error={error} />
      </View>
    )
  const figure = (value: number) => <span className={styles.figure}>{value}</span>
  return (
    <View
      title="Queue"
      tools={
        <>
          {queue.paused ? (
            <Button look="primary" onClick={() => setAct(resume)}>
              Resume
            </Button>
          ) : (
            <Button onClick={() => setAct(pause)}>Pause</Button>
          )}
          <Button look="danger" onClick={() => setAct(drain(queue.waiting + queue.postponed))}>
            Cancel all waiting jobs
          </Button>
        </>
      }
    >
      {queue.paused && (
        <p className={styles.notice}>
          Paused since <Time at={queue.pausedAt} />: {queue.reason}. Requests are accepted, and wait.
        </p>
      )}
      <Facts
        facts={[
          ['Waiting', figure(queue.waiting)],
          ['Running', figure(queue.running)],
          ['Postponed', figure(queue.postponed)],
          ['The oldest waits for', `${Math.round(queue.oldestWaitingSeconds)} s`],
          [
            'Entries at the backend',
            queue.entries
              ? `${queue.entries.waiting} waiting, ${queue.entries.delayed} delayed, ${queue.entries.active} active`
              : 'it does not answer',
          ],
        ]}
      />
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </View>
  )
}

const pause: Act = {
  title: 'Pause the queue?',
  words: 'Running jobs finish. New requests are accepted and wait until an administrator resumes the queue.',
  verb: 'Pause',
  done: 'The queue is paused.',
  run: (reason) => call('POST /api/admin/queue/pause', { body: { reason } }),
}

const resume: Act = {
  title: 'Resume the queue?',
  verb: 'Resume',
  done: 'The queue was resumed.',
  run: (reason) => call('POST /api/admin/queue/resume', { body: { reason } }),
}

const drain = (count: number): Act => ({
  title: 'Cancel all waiting jobs?',
  words: `${count === 1 ? 'One job is' : `${count} jobs are`} cancelled and refunded. Running jobs continue, and new requests are accepted.`,
  verb: 'Cancel them all',
  isDangerous: true,
  done: 'The waiting jobs were cancelled and refunded.',
  run: (reason) => call('POST /api/admin/queue/drain', { body: { reason } }),
})
