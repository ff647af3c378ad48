/** The texts for the codes in `/signin?error=`: what happened and what the user can do. */
const sentences: Record<string, string> = {
  oauth_not_configured: 'This service does not offer that way to sign in. Use your address and password.',
  oauth_failed: 'The sign-in was not finished: it was refused there, or you changed your mind. Try again.',
  oauth_state: 'The sign-in took too long, or was started in another browser. Start again from here.',
  email_unverified:
    'Your address is not verified there. Verify it with the provider first, or use a password.',
  no_user: 'The provider did not say who you are. Try again, or use your address and password.',
  server_error: 'The provider could not be reached. Try again in a few minutes.',
  rate_limited:
    'Too many new accounts come from your network at the moment. Try again in a quarter of an hour.',
  account_suspended: 'This account is suspended. Contact the operator of this service.',
}

/** undefined: no failure. Only these texts are shown, never one from the URL. */
export const describeFailure = (code: string | null): string | undefined =>
  code === null ? undefined : (sentences[code] ?? 'The sign-in did not work. Try again.')
