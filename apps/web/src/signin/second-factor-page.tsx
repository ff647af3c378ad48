import { useEffect } from 'react'
import { useLocation } from 'wouter'
import picture from '../../samples/example-0.svg'
import { beginSession, findWayBack, forgetWayBack, useSession } from '../session/index.ts'
import { NarrowPage } from './narrow-page.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { forgetTicket, readTicket } from './ticket.ts'

/** Asks for the second factor after a sign-in at a provider. */
export default function SecondFactorPage() {
  const session = useSession()
  const [, navigate] = useLocation()
  const wayBack = findWayBack()
  const isIn = session.kind === 'user'
  const ticket = readTicket()

  useEffect(() => {
    if (isIn) navigate(wayBack, { replace: true })
    else if (ticket === '') navigate('/signin', { replace: true })
    if (isIn) forgetWayBack()
  }, [isIn, ticket, wayBack, navigate])

  return (
    <NarrowPage
      title="One more step"
      lead="Your account asks for a code as well."
      sample={{ picture, prompt: 'a lighthouse by the sea at sunset' }}
    >
      <SecondFactorForm
        ticket={ticket}
        verb="Sign in"
        onSignedIn={async () => {
          forgetTicket()
          await beginSession()
        }}
        onOver={() => {
          forgetTicket()
          navigate('/signin', { replace: true })
        }}
      />
    </NarrowPage>
  )
}
