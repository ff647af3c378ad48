import { useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { Field, type FieldProps } from './field.tsx'
import styles from './password-field.module.css'
import { ratePassword } from './password-strength.ts'

type PasswordFieldProps = Omit<FieldProps, 'type' | 'inside'>

/** A field for a password that can be shown. Password managers recognise it by `autoComplete`. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <Field
      autoComplete="current-password"
      spellCheck={false}
      autoCapitalize="none"
      {...props}
      type={isShown ? 'text' : 'password'}
      inside={
        <Button
          look="quiet"
          icon={isShown ? 'eyeOff' : 'eye'}
          aria-label={isShown ? 'Hide the password' : 'Show the password'}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  )
}

/**
 * A field for a new password, with its strength. `known`: words that an attacker would try first.
 */
export function NewPasswordField({
  value = '',
  known,
  ...props
}: Omit<PasswordFieldProps, 'value' | 'hint'> & { value?: string; known?: readonly string[] }) {
  const { level, words } = ratePassword(value, known)
  return (
    <PasswordField
      autoComplete="new-password"
      {...props}
      value={value}
      hint={
        <span className={styles.strength}>
          <span aria-hidden="true" className={styles.steps}>
            {[1, 2, 3].map((step) => (
              <span key={step} className={classes(styles.step, step <= level && styles.reached)} />
            ))}
          </span>
          {words}
        </span>
      }
    />
  )
}
