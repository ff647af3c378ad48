import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call, describeProblem, type SignedInUser } from '../api/index.ts'
import { Button, Dialog, DialogForm, Menu, notify, Skeleton } from '../design/index.ts'
import styles from './account-form.module.css'
import { Day, Moment } from './moment.tsx'
import { Section } from './section.tsx'
import { ShownSecretDialog } from './shown-secret-dialog.tsx'
import { WebhookDeliveriesDialog } from './webhook-deliveries-dialog.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { disabledWords, eventWords, useWebhooks, useWebhooksChanged, type Webhook } from './webhooks.ts'

type Doing =
  | { what: 'make' }
  | { what: 'change' | 'rotate' | 'delete' | 'deliveries'; webhook: Webhook }
  | { what: 'show'; text: string }

export function WebhooksSection({ user }: { user: SignedInUser }) {
  const { data, error } = useWebhooks(user.id)
  const changed = useWebhooksChanged(user.id)
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const show = (text: string) => {
    setDoing({ what: 'show', text })
    changed()
  }
  const closeAndRefresh = () => {
    close()
    changed()
  }
  const done = (text: string) => {
    notify(text)
    close()
    changed()
  }
  const enable = useMutation({
    mutationFn: ({ id, enabled }: Webhook) =>
      call('PATCH /api/user/webhooks/{id}', { params: { id }, body: { enabled: !enabled } }),
    onSuccess: ({ webhook }) =>
      notify(webhook.enabled ? 'The webhook is enabled.' : 'The webhook is disabled.'),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: changed,
  })
  return (
    <Section name="webhooks" title="Webhooks" lead="Your events, sent to a URL of yours.">
      {data ? (
        <ul className={styles.ways}>
          {data.map((webhook) => (
            <li key={webhook.id}>
              <span className={styles.way}>
                <span>
                  <span className={styles.secret}>{webhook.url}</span>
                  <Facts webhook={webhook} />
                </span>
              </span>
              <Button
                aria-label={`Deliveries to ${webhook.url}`}
                onClick={() => setDoing({ what: 'deliveries', webhook })}
              >
                Deliveries
              </Button>
              <Menu
                label={`More about ${webhook.url}`}
                icon="more"
                iconOnly
                items={itemsOf(webhook, [
                  { label: 'Change it', onChoose: () => setDoing({ what: 'change', webhook }) },
                  {
                    label: webhook.enabled ? 'Disable it' : 'Enable it',
                    onChoose: () => enable.mutate(webhook),
                  },
                  { label: 'Replace its secret', onChoose: () => setDoing({ what: 'rotate', webhook }) },
                  { label: 'Delete it', onChoose: () => setDoing({ what: 'delete', webhook }) },
                ])}
              />
            </li>
          ))}
          <li>
            <Button onClick={() => setDoing({ what: 'make' })}>Make a webhook</Button>
          </li>
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {doing?.what === 'make' && <WebhookDialog onMade={show} onChanged={done} onClose={close} />}
      {doing?.what === 'change' && (
        <WebhookDialog webhook={doing.webhook} onMade={show} onChanged={done} onClose={close} />
      )}
      {doing?.what === 'deliveries' && (
        <WebhookDeliveriesDialog webhook={doing.webhook} onClose={closeAndRefresh} />
      )}
      {doing?.what === 'show' && (
        <ShownSecretDialog title="Copy your secret" verb="Copy the secret" text={doing.text} onClose={close}>
          It is not shown again. With it your server checks that a delivery is from us.
        </ShownSecretDialog>
      )}
      {doing?.what === 'rotate' && (
        <ConfirmDialog
          title="Replace the secret"
          verb="Replace it"
          act={async () => {
            const { id } = doing.webhook
            show((await call('POST /api/user/webhooks/{id}/rotate', { params: { id }, body: {} })).secret)
          }}
          onClose={close}
        >
          You get a new secret. For one more day, deliveries are signed with the old one too.
        </ConfirmDialog>
      )}
      {doing?.what === 'delete' && (
        <ConfirmDialog
          title="Delete the webhook"
          verb="Delete it"
          look="danger"
          act={async () => {
            await call('DELETE /api/user/webhooks/{id}', { params: { id: doing.webhook.id } })
            done('The webhook is deleted.')
          }}
          onClose={close}
        >
          Nothing more is sent to {doing.webhook.url}. Its log of deliveries is deleted too.
        </ConfirmDialog>
      )}
    </Section>
  )
}

/** Of one that an administrator has disabled only the secret can be replaced. */
const itemsOf = <Item extends { label: string }>({ disabledReason }: Webhook, items: Item[]): Item[] =>
  disabledReason === 'administrator' ? items.filter(({ label }) => label === 'Replace its secret') : items

function Facts({ webhook }: { webhook: Webhook }) {
  const { events, disabledReason, disabledNote, failingSince, previousEndsAt } = webhook
  return (
    <>
      {disabledReason && (
        <strong className={styles.trouble}>
          {disabledWords[disabledReason]}
          {disabledNote !== null && `. The reason: ${disabledNote}`}
        </strong>
      )}
      {!disabledReason && failingSince && (
        <span className={styles.trouble}>
          failing since <Moment at={failingSince} />
        </span>
      )}
      <span className={styles.state}>
        {events.map((type) => eventWords[type]).join(' · ')}
        {previousEndsAt && (
          <>
            {' · the old secret ends '}
            <Day at={previousEndsAt} />
          </>
        )}
      </span>
    </>
  )
}

type ConfirmDialogProps = {
  title: string
  verb: string
  look?: 'primary' | 'danger'
  children: ReactNode
  act: () => Promise<void>
  onClose: () => void
}

function ConfirmDialog({ title, verb, look = 'primary', children, act, onClose }: ConfirmDialogProps) {
  const doIt = useMutation({ mutationFn: act })
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm
        onSubmit={doIt.mutate}
        failure={doIt.error && describeProblem(doIt.error)}
        verb={verb}
        look={look}
        busy={doIt.isPending}
        onCancel={onClose}
      >
        <p>{children}</p>
      </DialogForm>
    </Dialog>
  )
}
