/** Of the endpoints of the authorization server. */
export const paths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  deviceAuthorization: '/oauth/device_authorization',
  /** A page of the web app. */
  device: '/oauth/device',
  keys: '/oauth/jwks',
  metadata: '/.well-known/oauth-authorization-server',
} as const
