import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, notify, Skeleton } from '../design/index.ts'
import styles from './account-form.module.css'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { PagedList, usePages } from './paged-list.tsx'
import log from './webhook-deliveries-dialog.module.css'
import { deliveriesKey, describeOutcome, eventWords, type Webhook, type WebhookDelivery } from './webhooks.ts'

const refreshMs = 2_000
const statusWords: Record<WebhookDelivery['status'], string> = {
  QUEUED: 'waiting',
  DELIVERED: 'delivered',
  FAILED: 'failed',
}

/** The deliveries of a webhook, each with its body and its attempts; they can be sent again. */
export function WebhookDeliveriesDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { id, url, enabled } = webhook
  const [shown, setShown] = useState<string>()
  const queryClient = useQueryClient()
  const refresh = () => void queryClient.invalidateQueries({ queryKey: deliveriesKey(id) })
  const pages = usePages(
    deliveriesKey(id),
    (after, signal) =>
      call('GET /api/user/webhooks/{id}/deliveries', {
        params: { id },
        query: { limit: 10, ...after },
        signal,
      }),
    refreshMs,
  )
  const test = useMutation({
    mutationFn: () => call('POST /api/user/webhooks/{id}/test', { params: { id } }),
    onSuccess: () => notify('A test is being sent.'),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: refresh,
  })
  return (
    <Dialog title="Deliveries" size="wide" onClose={onClose}>
      <p className={styles.secret}>{url}</p>
      {enabled ? (
        <div className={styles.actions}>
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            Send a test
          </Button>
        </div>
      ) : (
        <p className={styles.trouble}>The webhook is disabled. Deliveries wait until you enable it.</p>
      )}
      <PagedList
        pages={pages}
        itemsOf={(page) => page.deliveries}
        nothing="Nothing was sent yet."
        more="Show earlier deliveries"
      >
        {(delivery: WebhookDelivery) => (
          <li key={delivery.id} className={log.delivery}>
            <div className={rows.row}>
              <span className={rows.words}>
                <span>
                  {eventWords[delivery.type]}
                  {' · '}
                  <span className={delivery.status === 'FAILED' ? styles.trouble : undefined}>
                    {statusWords[delivery.status]}
                  </span>
                </span>
                <Outcome delivery={delivery} />
              </span>
              <Button
                look="quiet"
                icon={shown === delivery.id ? 'minus' : 'plus'}
                aria-expanded={shown === delivery.id}
                aria-label={`Details of ${delivery.id}`}
                onClick={() => setShown(shown === delivery.id ? undefined : delivery.id)}
              />
            </div>
            {shown === delivery.id && <Log webhook={webhook} delivery={delivery} onSent={refresh} />}
          </li>
        )}
      </PagedList>
    </Dialog>
  )
}

function Outcome({ delivery }: { delivery: WebhookDelivery }) {
  const { attempts, status, createdAt, nextAttemptAt } = delivery
  const isLater = nextAttemptAt !== null && Date.parse(nextAttemptAt) > Date.now()
  return (
    <span className={rows.note}>
      <Moment at={createdAt} />
      {' · '}
      {[
        describeOutcome(delivery),
        attempts > 1 && `${attempts} attempts.`,
        status === 'QUEUED' && isLater && `The next one is at ${clock.format(new Date(nextAttemptAt))}.`,
      ]
        .filter(Boolean)
        .join(' ')}
    </span>
  )
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

type LogProps = { webhook: Webhook; delivery: WebhookDelivery; onSent: () => void }

function Log({ webhook: { id, enabled }, delivery, onSent }: LogProps) {
  const params = { id, deliveryId: delivery.id }
  const { data, error } = useQuery({
    // Read again when the delivery has changed in the list.
    queryKey: [...deliveriesKey(id), delivery.id, delivery.attempts, delivery.status],
    queryFn: async ({ signal }) =>
      (await call('GET /api/user/webhooks/{id}/deliveries/{deliveryId}', { params, signal })).delivery,
    placeholderData: (known) => known,
  })
  const again = useMutation({
    mutationFn: () => call('POST /api/user/webhooks/{id}/deliveries/{deliveryId}/redeliver', { params }),
    onSuccess: () => notify('It is being sent again.'),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: onSent,
  })
  if (!data) return <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
  return (
    <div className={log.details}>
      <h3 className={log.title}>Sent</h3>
      <pre className={log.text}>{JSON.stringify(JSON.parse(data.body), null, 2)}</pre>
      {data.log.map(({ number, startedAt, tookMs, answer, ...attempt }) => (
        <div key={number} className={log.attempt}>
          <p>
            Attempt {number} · <Moment at={startedAt} /> · {describeOutcome(attempt) ?? 'It is being sent.'}
            {tookMs !== null && ` It took ${tookMs} ms.`}
          </p>
          {answer && <pre className={log.text}>{answer}</pre>}
        </div>
      ))}
      {enabled && (
        <div className={styles.actions}>
          <Button busy={again.isPending} onClick={() => again.mutate()}>
            Send it again
          </Button>
        </div>
      )}
    </div>
  )
}
