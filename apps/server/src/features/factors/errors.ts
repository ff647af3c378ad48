import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { nameTexts } from '../accounts/index.ts'

/** Problems of an account. */
export const passkeysMax = 20

const wrongCodeText = 'That code is wrong or was used before'

export const factorErrors = defineErrors({
  invalid_ticket: { status: 401, text: 'This sign-in is over. Please begin again' },
  invalid_code: { status: 401, text: wrongCodeText },
  invalid_passkey: { status: 401, text: 'That passkey was not accepted' },
  wrong_code: { status: 403, text: wrongCodeText },
  passkeys_unavailable: { status: 404, text: 'Passkeys are not available at this address' },
  passkey_not_found: { status: 404, text: 'You have no such passkey' },
  passkey_exists: { status: 409, text: 'This passkey is in use already' },
  too_many_passkeys: {
    status: 409,
    text: `You have ${passkeysMax} passkeys, which is as many as there may be`,
  },
  totp_on: { status: 409, text: 'Your account has an authenticator app already' },
  totp_off: {
    status: 409,
    text: { off: 'Your account has no authenticator app', notBegun: 'Begin with a new secret first' },
  },
  invalid_name: { status: 400, text: nameTexts },
})

export const nothingShown = reworded(
  platformErrors.invalid_request(''),
  'Show a password, a code or a passkey',
)
