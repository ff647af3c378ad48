import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Skeleton } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'
import { AppRequestFacts, Decision } from './app-request.tsx'
import { Trouble } from './form.tsx'
import { ConfirmationPage, NextPage } from './mailed-link-page.tsx'

/** Where an app sends its user to be allowed. The request is known only to the browser in which it began. */
export default function ConsentPage() {
  const session = useSession()
  const [, navigate] = useLocation()
  const params = new URLSearchParams(useSearch())
  const id = params.get('request') ?? ''
  const isSignedOut = session.kind !== 'user' && session.kind !== 'unknown'
  useEffect(() => {
    if (isSignedOut && id) navigate(signInPath(), { replace: true })
  }, [isSignedOut, id, navigate])

  if (!id) return <Failure code={params.get('error')} />
  if (session.kind !== 'user')
    return (
      <ConfirmationPage title="Connect an app">
        <Skeleton width="100%" height="2.75rem" />
      </ConfirmationPage>
    )
  return <Consent id={id} email={session.user.email} />
}

function Consent({ id, email }: { id: string; email: string }) {
  const { data: request, error } = useQuery({
    queryKey: ['app-request', id],
    queryFn: async ({ signal }) =>
      (await call('GET /api/oauth/requests/{id}/details', { params: { id }, signal })).request,
    retry: false,
  })
  const decide = useMutation({
    mutationFn: (allow: boolean) =>
      call('POST /api/oauth/requests/{id}/decision', { params: { id }, body: { allow } }),
    onSuccess: ({ redirectTo }) => location.assign(redirectTo),
  })
  if (isProblem(error, 'authorization_request_not_found')) return <Failure code="over" />
  if (!request)
    return (
      <ConfirmationPage title="Connect an app">
        {error ? <Trouble>{describeProblem(error)}</Trouble> : <Skeleton width="100%" height="2.75rem" />}
      </ConfirmationPage>
    )
  return (
    <ConfirmationPage title={`Connect ${request.client.name}?`}>
      <AppRequestFacts request={request} email={email} />
      <Trouble>{decide.error ? describeProblem(decide.error) : undefined}</Trouble>
      {decide.isSuccess ? (
        <p role="status">Done. If the app does not open by itself, you can close this page.</p>
      ) : (
        <Decision busy={decide.isPending} onDecide={decide.mutate} />
      )}
    </ConfirmationPage>
  )
}

/** The address says at most which of these it is, so that nobody can put a text on the page. */
function Failure({ code }: { code: string | null }) {
  return (
    <ConfirmationPage title="The app could not be connected">
      <p role="status">
        {code === 'over'
          ? 'This request is over, or it was made in another browser. Start again in the app.'
          : code === 'invalid_client' || code === 'invalid_redirect_uri'
            ? 'The app did not say correctly who it is. Start again in the app, or ask who made it.'
            : 'The app has made a mistake. Start again in the app, or ask who made it.'}
      </p>
      <NextPage path="/">Draw something</NextPage>
    </ConfirmationPage>
  )
}
