import { Type } from 'typebox'
import { providerNames } from './tables.ts'

const paths = { description: 'path on the front end; anything else is taken as /' }

/** Checked by the rules of redirects, which take whatever comes; the schema only documents them. */
export const startQuery = Type.Object({
  redirectUrl: Type.Optional(Type.Unknown(paths)),
  redirectUri: Type.Optional(Type.Unknown(paths)),
})

/** What providers send (RFC 6749, section 4.1.2; RFC 9207). Nothing is refused here: whoever comes back is sent on to the front end. */
export const callbackQuery = Type.Object({
  state: Type.Optional(Type.Unknown({ description: 'as the sign-in was begun with' })),
  code: Type.Optional(Type.Unknown({ description: 'good once' })),
  iss: Type.Optional(Type.Unknown({ description: 'who sent the person back' })),
  error: Type.Optional(Type.Unknown({ description: 'why there is no code' })),
})

export const startAnswer = Type.Null({
  description: 'to the provider, or to /signin?error= of the front end',
})
export const callbackAnswer = Type.Null({
  description:
    'to the front end: the path that was asked for, signed in, or /signin?error= with oauth_failed, oauth_state, email_unverified, no_user or server_error',
})

export const linkBody = Type.Object({
  redirectUrl: Type.Optional(Type.Unknown(paths)),
  password: Type.Optional(
    Type.Unknown({ description: 'text; not needed within ten minutes of a sign-in at a provider' }),
  ),
})

export const optionsAnswer = Type.Object({
  emailAuthEnabled: Type.Boolean(),
  oauthProviders: Type.Array(Type.Enum([...providerNames])),
})
export const linkAnswer = Type.Object({ authorizationUrl: Type.String() })
export const unlinkParams = Type.Object({ provider: Type.String() })
export const providersAnswer = Type.Object({ providers: Type.Array(Type.Enum([...providerNames])) })
