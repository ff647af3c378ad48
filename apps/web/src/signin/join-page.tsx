import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type Answer, call, describeProblem, isProblem } from '../api/index.ts'
import { Button, buttonClass, Skeleton } from '../design/index.ts'
import { type Account, endSession, signUpPath, useSession, type Workspace } from '../session/index.ts'
import { changeAccount, roleNames, roleWords } from '../workspaces/index.ts'
import styles from './form.module.css'
import { Trouble } from './form.tsx'
import { ConfirmationPage, LinkAction, NextPage } from './mailed-link-page.tsx'
import { clearMailedToken, readMailedToken, storeMailedToken } from './mailed-token.ts'
import { Providers } from './providers.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { storeTypedEmail } from './typed-email.ts'

const title = 'An invitation to a workspace'

type Offer = Answer<'POST /api/workspaces/invitation'>['invitation']

/** The page of the link in an invitation: who invites, to which workspace and as what. */
export default function JoinPage() {
  const session = useSession()
  const [token] = useState(readMailedToken)
  if (token === '')
    return (
      <ConfirmationPage title="The link is not complete">
        <p role="status">Open the whole link from the email.</p>
        <NextPage path="/workspaces">See your workspaces</NextPage>
      </ConfirmationPage>
    )
  if (session.kind === 'user') return <Invited token={token} user={session.user} />
  if (session.kind === 'unknown') return <Waiting />
  return (
    <ConfirmationPage
      title={title}
      lead="Sign in to the account with the address that was invited, or create one with it."
    >
      <SignInForm verb="Sign in" />
      <Providers returnPath="/join" onLeave={storeMailedToken} />
      <p className={styles.foot}>
        New here? <Link href={signUpPath('/join')}>Create an account</Link>
      </p>
    </ConfirmationPage>
  )
}

const Waiting = () => (
  <ConfirmationPage title={title}>
    <Skeleton width="100%" height="2.75rem" />
  </ConfirmationPage>
)

function Invited({ token, user }: { token: string; user: Account }) {
  const join = useMutation({
    mutationFn: async () => (await call('POST /api/workspaces/join', { body: { token } })).workspace,
    onSuccess: clearMailedToken,
  })
  const { data: offer, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await call('POST /api/workspaces/invitation', { body: { token } })).invitation,
    enabled: !join.isSuccess,
  })
  if (join.isSuccess) return <Joined workspace={join.data} />
  if (offer?.email === user.email)
    return (
      <ConfirmationPage title={title} lead={describeOffer(offer)}>
        {isProblem(join.error, 'email_not_verified') ? (
          <>
            <Trouble>
              Confirm your address first: open the link in the email that you got when you signed up. Then
              press the button again.
            </Trouble>
            <LinkAction action={{ ...join, error: null }}>Join the workspace</LinkAction>
          </>
        ) : (
          <LinkAction action={join}>Join the workspace</LinkAction>
        )}
      </ConfirmationPage>
    )
  if (offer)
    return (
      <ConfirmationPage title={title} lead={describeOffer(offer)}>
        <p role="status">
          The invitation is for <strong>{offer.email}</strong>, and you are signed in as{' '}
          <strong>{user.email}</strong>. Sign out, and sign in to the account with that address or create it.
          Or ask for an invitation to your address.
        </p>
        <ChangeUser email={offer.email} />
      </ConfirmationPage>
    )
  if (!error) return <Waiting />
  return (
    <ConfirmationPage
      title={isProblem(error, 'invalid_invitation') ? 'The invitation no longer works' : title}
    >
      <p role="status">{describeProblem(error)}</p>
      <NextPage path="/workspaces">See your workspaces</NextPage>
    </ConfirmationPage>
  )
}

function describeOffer({ workspace, invitedBy, role }: Offer): string {
  return `${invitedBy ?? 'A member'} invites you to ${workspace}, as ${roleNames[role].toLowerCase()}. ${roleWords[role]}`
}

function Joined({ workspace }: { workspace: Workspace }) {
  const [, navigate] = useLocation()
  return (
    <ConfirmationPage title={`You are in ${workspace.name}`}>
      <p role="status">{roleWords[workspace.role]}</p>
      <div className={styles.done}>
        <Button
          look="primary"
          onClick={async () => {
            if (await changeAccount(workspace)) navigate('/')
          }}
        >
          Act in {workspace.name}
        </Button>
        <Link href="/workspaces" className={buttonClass('quiet')}>
          See your workspaces
        </Link>
      </div>
    </ConfirmationPage>
  )
}

function ChangeUser({ email }: { email: string }) {
  const signOut = useMutation({
    mutationFn: async () => {
      await endSession()
      storeTypedEmail(email)
    },
  })
  return <LinkAction action={signOut}>Sign out</LinkAction>
}
