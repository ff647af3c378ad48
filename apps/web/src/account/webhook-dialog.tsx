import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Dialog, DialogForm, Field, Tick } from '../design/index.ts'
import styles from './account-form.module.css'
import { type EventType, eventTypes, eventWords, type Webhook } from './webhooks.ts'

type WebhookDialogProps = {
  /** The one to change; undefined: a new one. */
  webhook?: Webhook
  onMade: (secret: string) => void
  onChanged: (text: string) => void
  onClose: () => void
}

/** Asks where events go and which, and makes or changes the webhook. */
export function WebhookDialog({ webhook, onMade, onChanged, onClose }: WebhookDialogProps) {
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [lowCredits, setLowCredits] = useState(String(webhook?.lowCredits ?? 5))
  const [events, setEvents] = useState<readonly EventType[]>(webhook?.events ?? eventTypes)
  const save = useMutation({
    async mutationFn() {
      const body = {
        url,
        events: eventTypes.filter((type) => events.includes(type)),
        ...(events.includes('credits.low') && { lowCredits: Number(lowCredits) }),
      }
      if (!webhook) return onMade((await call('POST /api/user/webhooks', { body })).secret)
      await call('PATCH /api/user/webhooks/{id}', { params: { id: webhook.id }, body })
      return onChanged('The webhook is changed.')
    },
  })
  return (
    <Dialog title={webhook ? 'Change the webhook' : 'Make a webhook'} onClose={onClose}>
      <DialogForm
        onSubmit={save.mutate}
        failure={save.error && describeProblem(save.error)}
        verb={webhook ? 'Change it' : 'Make it'}
        busy={save.isPending}
        disabled={url.trim() === '' || events.length === 0}
        onCancel={onClose}
      >
        <Field
          label="URL"
          name="webhook-url"
          type="url"
          hint="A public https address that takes POST requests."
          autoComplete="off"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
        <fieldset className={styles.form}>
          <legend>It gets a message when</legend>
          {eventTypes.map((type) => (
            <Tick
              key={type}
              label={eventWords[type]}
              checked={events.includes(type)}
              onChange={(isChosen) =>
                setEvents(isChosen ? [...events, type] : events.filter((one) => one !== type))
              }
            />
          ))}
        </fieldset>
        {events.includes('credits.low') && (
          <Field
            label="Your credits are low when fewer are left than"
            name="webhook-low-credits"
            type="number"
            min={1}
            value={lowCredits}
            onChange={({ target }) => setLowCredits(target.value)}
          />
        )}
      </DialogForm>
    </Dialog>
  )
}
