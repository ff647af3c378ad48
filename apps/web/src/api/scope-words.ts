import type { Answer } from '@chatsvg/client'

export type AppScope = Answer<'GET /api/user/apps'>['apps'][number]['scopes'][number]

/** What each scope allows, in the words of the pages. */
export const scopeWords: Record<AppScope, string> = {
  'pictures:read': 'See your pictures',
  'pictures:write': 'Draw pictures, and change or delete yours',
  edits: 'Make new versions of your pictures',
  'account:read': 'See your profile and credits',
  webhooks: 'Manage webhooks',
  keys: 'See and revoke your API keys and connected apps',
}
