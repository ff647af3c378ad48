import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import picture from '../../samples/example-1.svg'
import { call, isProblem } from '../api/index.ts'
import { endSessionOnPage } from '../session/index.ts'
import { LinkAction, NextPage } from './mailed-link-page.tsx'
import { clearMailedToken, readMailedToken } from './mailed-token.ts'
import { NarrowPage } from './narrow-page.tsx'

type TakeBackPageProps = {
  path: 'POST /api/auth/undo-email-change' | 'POST /api/auth/not-me'
  title: string
  /** The consequences of the button, in full. */
  lead: string
  verb: string
  doneTitle: string
}

const sample = { picture, prompt: 'a red fox under a tree' }

/**
 * The page of the links in emails that warn of somebody else in the account: one button, then a new password.
 */
export function TakeBackPage({ path, title, lead, verb, doneTitle }: TakeBackPageProps) {
  const [token] = useState(readMailedToken)
  const takeBack = useMutation({
    mutationFn: () => call(path, { body: { token } }),
    onSuccess: () => {
      clearMailedToken()
      // Every session has ended, including the one of this browser.
      endSessionOnPage()
    },
  })
  const isVoid = isProblem(takeBack.error, 'invalid_verification_token')

  if (token === '' || isVoid)
    return (
      <NarrowPage title={isVoid ? 'The link no longer works' : 'The link is not complete'} sample={sample}>
        <p role="status">
          {isVoid
            ? 'It was used, or it is older than seven days. You can still choose a new password, which signs out all devices.'
            : 'Open the whole link from the email.'}
        </p>
        <NextPage path="/forgot-password">Choose a new password</NextPage>
      </NarrowPage>
    )
  if (takeBack.isSuccess)
    return (
      <NarrowPage title={doneTitle} sample={sample}>
        <p role="status">
          All devices were signed out, and the old password no longer works. We have sent you an email with a
          link to choose a new one.
        </p>
      </NarrowPage>
    )
  return (
    <NarrowPage title={title} lead={lead} sample={sample}>
      <LinkAction action={takeBack} look="danger">
        {verb}
      </LinkAction>
    </NarrowPage>
  )
}
