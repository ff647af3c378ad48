import { type FieldRules, readOptionalText } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { readEmailText } from '../accounts/index.ts'
import { supportErrors } from './errors.ts'

const { subject, message, email, contextUrl, userAgent } = supportErrors.invalid_support_message

/**
 * The subject becomes an email header, where a line break would start another one (RFC 5322, section 2.2).
 */
const controlCharacters = /[\p{Cc}\u2028\u2029]/u

export const subjectRules: FieldRules<string> = {
  problems: subject,
  refuse: (text) => (controlCharacters.test(text) ? subject.controls : undefined),
}

export const messageRules: FieldRules<string> = {
  problems: message,
  refuse: (text) => (hasControlCharacters(text, 'many lines') ? message.controls : undefined),
}

/** The reply address, if it is not that of the account. */
export const replyEmailRules: FieldRules<string> = {
  read: (given) => readEmailText(readOptionalText(given)),
  problems: email,
}

/** http and https only, because whoever answers may click on it. */
export const contextUrlRules: FieldRules<string> = {
  read: readOptionalText,
  problems: contextUrl,
  refuse: (url) =>
    /^https?:\/\//i.test(url) && !controlCharacters.test(url) ? undefined : contextUrl.format,
}

export const userAgentRules: FieldRules<string> = {
  read: readOptionalText,
  problems: userAgent,
  refuse: (text) => (controlCharacters.test(text) ? userAgent.type : undefined),
}
