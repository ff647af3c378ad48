import { useEffect } from 'react'
import { useLocation } from 'wouter'
import picture from '../../samples/example-0.svg'
import { beginSession, clearReturnPath, findReturnPath, useSession } from '../session/index.ts'
import { NarrowPage } from './narrow-page.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { clearTicket, readTicket } from './ticket.ts'

/** Asks for the second factor after a sign-in at a provider. */
export default function SecondFactorPage() {
  const session = useSession()
  const [, navigate] = useLocation()
  const returnPath = findReturnPath()
  const isIn = session.kind === 'user'
  const ticket = readTicket()

  useEffect(() => {
    if (isIn) navigate(returnPath, { replace: true })
    else if (ticket === '') navigate('/signin', { replace: true })
    if (isIn) clearReturnPath()
  }, [isIn, ticket, returnPath, navigate])

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
          clearTicket()
          await beginSession()
        }}
        onOver={() => {
          clearTicket()
          navigate('/signin', { replace: true })
        }}
      />
    </NarrowPage>
  )
}
