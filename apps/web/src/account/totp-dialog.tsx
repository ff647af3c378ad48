import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call, describeProblem, isProblem } from '../api/index.ts'
import { Dialog, DialogForm, Field } from '../design/index.ts'
import styles from './account-form.module.css'
import { QrCode } from './qr-code.tsx'

export type TotpSecret = Answer<'POST /api/auth/totp/begin'>

type TotpDialogProps = {
  secret: TotpSecret
  onEnabled: (recoveryCodes: string[]) => void
  onClose: () => void
}

/** Shows the secret, as a QR code and as text, and asks for the app's first code. */
export function TotpDialog({ secret, onEnabled, onClose }: TotpDialogProps) {
  const [code, setCode] = useState('')
  const enable = useMutation({
    mutationFn: () => call('POST /api/auth/totp/confirm', { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onEnabled(recoveryCodes),
    onError: () => setCode(''),
  })
  const isWrong = isProblem(enable.error, 'wrong_code')

  return (
    <Dialog title="Scan this with the app" onClose={onClose}>
      <QrCode text={secret.uri} label="QR code for the authenticator app" />
      <p>
        Or type this key into it: <code className={styles.secret}>{secret.secret}</code>
      </p>
      <DialogForm
        onSubmit={enable.mutate}
        failure={enable.error && !isWrong ? describeProblem(enable.error) : null}
        verb="Turn on"
        busy={enable.isPending}
        disabled={code.trim() === ''}
        onCancel={onClose}
      >
        <Field
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          hint="Six digits, as the app shows them now."
          problem={
            isWrong && code === ''
              ? 'That code is wrong, or was used before. Wait for the next one.'
              : undefined
          }
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
