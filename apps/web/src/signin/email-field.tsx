import { Field } from '../design/index.ts'
import { storeTypedEmail } from './typed-email.ts'

type EmailFieldProps = {
  value: string
  problem: string | undefined
  onType: (typed: string) => void
  /** Browsers offer passkeys beside stored addresses. */
  offersPasskeys?: boolean
}

/** The address of an account. The typed address is filled in again in the next form. */
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
      storeTypedEmail(target.value)
    }}
  />
)
