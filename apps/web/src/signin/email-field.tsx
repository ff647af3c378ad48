import { Field } from '../design/index.ts'
import { noteTypedEmail } from './typed-email.ts'

type EmailFieldProps = {
  value: string
  problem: string | undefined
  onType: (typed: string) => void
  /** Browsers offer passkeys beside the addresses that they know. */
  offersPasskeys?: boolean
}

/** The address of an account. What was typed is there again in the next form that asks for it. */
export const EmailField = ({ value, problem, onType, offersPasskeys = false }: EmailFieldProps) => (
  <Field
    label="E-mail"
    type="email"
    name="email"
    autoComplete={offersPasskeys ? 'username webauthn' : 'username'}
    inputMode="email"
    spellCheck={false}
    autoCapitalize="none"
    maxLength={254}
    value={value}
    problem={problem}
    onChange={({ target }) => {
      onType(target.value)
      noteTypedEmail(target.value)
    }}
  />
)
