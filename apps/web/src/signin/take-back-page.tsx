import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import picture from '../../samples/example-1.svg'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, buttonClass } from '../design/index.ts'
import { forgetSession } from '../session/index.ts'
import styles from './form.module.css'
import { Trouble } from './form.tsx'
import { forgetMailedToken, readMailedToken } from './mailed-token.ts'
import { NarrowPage } from './narrow-page.tsx'

type TakeBackPageProps = {
  path: 'POST /api/auth/undo-email-change' | 'POST /api/auth/not-me'
  title: string
  /** The effect of the button, in full. */
  lead: string
  verb: string
  doneTitle: string
}

const sample = { picture, prompt: 'a red fox under a tree' }

/**
 * The page of the link in an email that warns of somebody else in the account: one button, and a new password
 * afterwards.
 */
export function TakeBackPage({ path, title, lead, verb, doneTitle }: TakeBackPageProps) {
  const [token] = useState(readMailedToken)
  const takeBack = useMutation({
    mutationFn: () => call(path, { body: { token } }),
    onSuccess: () => {
      forgetMailedToken()
      // Every session has ended, including the one of this browser.
      forgetSession()
    },
  })
  const isVoid = isProblem(takeBack.error, 'invalid_verification_token')

  if (token === '' || isVoid)
    return (
      <NarrowPage title={isVoid ? 'The link no longer works' : 'The link is not complete'} sample={sample}>
        <p role="status">
          {isVoid
            ? 'It was used, or it is older than seven days. You can still choose a new password, which signs out all devices.'
            : 'Open it in the mail again, as it is.'}
        </p>
        <div className={styles.done}>
          <Link href="/forgot-password" className={buttonClass('primary')}>
            Choose a new password
          </Link>
        </div>
      </NarrowPage>
    )
  if (takeBack.isSuccess)
    return (
      <NarrowPage title={doneTitle} sample={sample}>
        <p role="status">
          All devices were signed out, and the old password no longer works. We have sent you a mail with a
          link to choose a new one.
        </p>
      </NarrowPage>
    )
  return (
    <NarrowPage title={title} lead={lead} sample={sample}>
      <Trouble>{takeBack.error && describeProblem(takeBack.error)}</Trouble>
      <div className={styles.done}>
        <Button look="danger" busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {verb}
        </Button>
      </div>
    </NarrowPage>
  )
}
