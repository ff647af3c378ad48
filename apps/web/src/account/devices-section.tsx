import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, describeProblem, type SignedInUser } from '../api/index.ts'
import { Button, notify, Skeleton } from '../design/index.ts'
import styles from './account-form.module.css'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { Section } from './section.tsx'

export function DevicesSection({ user }: { user: SignedInUser }) {
  const queryClient = useQueryClient()
  const queryKey = ['devices', user.id]
  const { data, error } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await call('GET /api/auth/sessions', { signal })).sessions,
  })
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey })
    void queryClient.invalidateQueries({ queryKey: ['security-log'] })
  }
  const endOne = useMutation({
    mutationFn: (id: string) => call('DELETE /api/auth/sessions/{id}', { params: { id } }),
    onSuccess: () => notify('That device is signed out.'),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: refresh,
  })
  const endOthers = useMutation({
    mutationFn: () => call('DELETE /api/auth/sessions'),
    onSuccess: ({ revoked }) =>
      notify(revoked === 1 ? 'One device was signed out.' : `${revoked} devices were signed out.`),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: refresh,
  })
  return (
    <Section name="devices" title="Devices" lead="Where you are signed in.">
      {data ? (
        <ul className={rows.list}>
          {data.map(({ id, device, current, ipAddress, lastUsedAt }) => (
            <li key={id} className={rows.row}>
              <span className={rows.words}>
                <span>{device}</span>
                <span className={rows.note}>
                  {current ? 'this device' : <Moment at={lastUsedAt} />}
                  {ipAddress && ` · ${ipAddress}`}
                </span>
              </span>
              {!current && (
                <Button
                  busy={endOne.isPending && endOne.variables === id}
                  aria-label={`Sign out ${device}`}
                  onClick={() => endOne.mutate(id)}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {data && data.length > 1 && (
        <div className={styles.actions}>
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out all others
          </Button>
        </div>
      )}
    </Section>
  )
}
