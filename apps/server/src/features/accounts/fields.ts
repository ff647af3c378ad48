import { Type } from 'typebox'
import type { ErrorKind } from '../../platform/errors/index.ts'
import type { FieldRules } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { emailCharsMax, nameCharsMax, passwordChars } from './bounds.ts'
import { readEmailText } from './email.ts'
import type { emailTexts, nameTexts, passwordTexts } from './errors.ts'
import { type CommonPasswordCheck, readNewPassword } from './password.ts'

type KindsFor<Texts> = { readonly [Name in keyof Texts]: ErrorKind }

/** Fields of bodies that several features take, as schemas and with the rules that these cannot say. */

export const emailField = Type.String({ format: 'email', maxLength: emailCharsMax })

/** The address in the form in which it is stored and compared. */
export const emailRules = (problems: KindsFor<typeof emailTexts>): FieldRules<string> => ({
  read: readEmailText,
  problems,
})

export const nameField = Type.String({ minLength: 1, maxLength: nameCharsMax })

export const nameRules = (problems: KindsFor<typeof nameTexts>): FieldRules<string> => ({
  problems,
  refuse(name) {
    if (name === '') return problems.required
    return hasControlCharacters(name, 'one line') ? problems.controls : undefined
  },
})

export const newPasswordField = Type.String({ minLength: passwordChars.min, maxLength: passwordChars.max })

/** The password in the form in which it is hashed. */
export const newPasswordRules = (
  problems: KindsFor<typeof passwordTexts>,
  isCommon: CommonPasswordCheck,
): FieldRules<string> => ({
  read: readNewPassword,
  problems,
  refuse: async (password) => ((await isCommon(password)) ? problems.common : undefined),
})
