import { isProblem } from '@chatsvg/client'
import { connect, findService, type ServiceOptions } from '../connect.ts'
import { exitStatuses, UsageError } from '../exit-status.ts'
import { escapeLine, printNote, printResult, type Terminal } from '../terminal.ts'

type KeysOptions = ServiceOptions & { json: boolean }

/** `chatsvg keys`: the API keys and the connected apps of the account that are in use. */
export async function listKeys(terminal: Terminal, options: KeysOptions): Promise<number> {
  const { client } = await connect(terminal, options)
  const read = Promise.all([client.call('GET /api/user/api-keys'), client.call('GET /api/user/apps')])
  const [{ apiKeys }, { apps }] = await signedIn(terminal, read)
  const keys = apiKeys.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && (!expiresAt || Date.parse(expiresAt) > Date.now()),
  )
  if (options.json) {
    printResult(terminal, JSON.stringify({ apiKeys: keys, apps }, null, 2))
    return exitStatuses.done
  }
  const print = (kind: string, { id, name, scopes }: { id: string; name: string; scopes: string[] }) =>
    printResult(terminal, `${id}  ${kind}  ${escapeLine(name)}  ${scopes.join(' ')}`)
  for (const apiKey of keys) print('key', apiKey)
  for (const app of apps) print('app', app)
  if (keys.length + apps.length === 0) printNote(terminal, 'There are none.')
  return exitStatuses.done
}

/** `chatsvg keys revoke <id>`: an API key or a connected app. */
export async function revokeKey(terminal: Terminal, id: string, options: KeysOptions): Promise<number> {
  const { client } = await connect(terminal, options)
  const params = { id }
  try {
    await signedIn(terminal, client.call('DELETE /api/user/api-keys/{id}', { params }))
  } catch (error) {
    if (!isProblem(error, 'api_key_not_found')) throw error
    await client.call('DELETE /api/user/apps/{id}', { params })
  }
  printResult(terminal, options.json ? JSON.stringify({ id, revoked: true }, null, 2) : 'It no longer works.')
  return exitStatuses.done
}

/** Says what to do if the answer is that a key may not do it. */
async function signedIn<Result>(terminal: Terminal, answer: Promise<Result>): Promise<Result> {
  return answer.catch((error: unknown) => {
    if (isProblem(error, 'session_required'))
      printNote(terminal, 'This needs a sign-in with a browser: unset CHATSVG_KEY, and run `chatsvg login`.')
    throw error
  })
}

/**
 * `chatsvg keys create`: says where keys are made. The service makes them for their owner in a browser alone,
 * because a key would outlive the sign-in that has made it.
 */
export async function explainCreation(terminal: Terminal, options: KeysOptions): Promise<number> {
  const { url } = await findService(terminal, options)
  throw new UsageError(
    `API keys are made in your account, where you confirm who you are: ${url}/account#api-keys`,
  )
}
