import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call, describeProblem, scopeWords } from '../api/index.ts'
import { Button, Dialog, DialogForm, notify, Skeleton } from '../design/index.ts'
import styles from './account-form.module.css'
import { Moment } from './moment.tsx'
import { Section } from './section.tsx'

type App = Answer<'GET /api/user/apps'>['apps'][number]

/** Apps that the user has allowed to use the account. */
export function AppsSection({ userId }: { userId: string }) {
  const queryKey = ['apps', userId]
  const { data, error } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await call('GET /api/user/apps', { signal })).apps,
  })
  const queryClient = useQueryClient()
  const [ending, setEnding] = useState<App>()
  const close = () => setEnding(undefined)
  return (
    <Section name="apps" title="Connected apps" lead="Programs that you have allowed to use your account.">
      {data ? (
        <ul className={styles.ways}>
          {data.map((app) => (
            <li key={app.id}>
              <span className={styles.way}>
                <span>
                  {app.name}
                  <Facts app={app} />
                </span>
              </span>
              <Button aria-label={`Disconnect ${app.name}`} onClick={() => setEnding(app)}>
                Disconnect
              </Button>
            </li>
          ))}
          {data.length === 0 && <li>No app is connected.</li>}
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {ending && (
        <DisconnectDialog
          app={ending}
          onDone={() => {
            notify('The app is disconnected.')
            close()
            for (const changed of [queryKey, ['security-log']])
              void queryClient.invalidateQueries({ queryKey: changed })
          }}
          onClose={close}
        />
      )}
    </Section>
  )
}

function Facts({ app: { scopes, createdAt, lastUsedAt, spentThisMonth } }: { app: App }) {
  return (
    <>
      <span className={styles.state}>
        connected <Moment at={createdAt} />
        {' · '}
        {lastUsedAt ? (
          <>
            used <Moment at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {` · ${spentThisMonth} credits this month`}
      </span>
      <span className={styles.state}>{scopes.map((scope) => scopeWords[scope]).join(' · ')}</span>
    </>
  )
}

type DisconnectDialogProps = { app: App; onDone: () => void; onClose: () => void }

function DisconnectDialog({ app: { id, name }, onDone, onClose }: DisconnectDialogProps) {
  const disconnect = useMutation({
    mutationFn: () => call('DELETE /api/user/apps/{id}', { params: { id } }),
    onSuccess: onDone,
  })
  return (
    <Dialog title={`Disconnect ${name}`} onClose={onClose}>
      <DialogForm
        onSubmit={disconnect.mutate}
        failure={disconnect.error && describeProblem(disconnect.error)}
        verb="Disconnect it"
        look="danger"
        busy={disconnect.isPending}
        onCancel={onClose}
      >
        <p>It stops working at once. Pictures that it has asked for are finished.</p>
      </DialogForm>
    </Dialog>
  )
}
