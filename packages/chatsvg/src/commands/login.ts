import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { isProblem } from '@chatsvg/client'
import { openClient, readOrigin, type ServiceOptions } from '../connect.ts'
import { exitStatuses, UsageError } from '../exit-status.ts'
import { readLogin, removeLogin, writeLogin } from '../stored-login.ts'
import { printNote, printResult, readText, type Terminal } from '../terminal.ts'

type LoginOptions = ServiceOptions & { json: boolean }

/** Where a service answers that was started as the README says. */
const usualUrl = 'http://localhost:4000'

/**
 * `chatsvg login`: stores the address of a service and an API key that it accepts. In a terminal it asks for
 * both, otherwise the key is the first line of standard input.
 */
export async function logIn(terminal: Terminal, options: LoginOptions): Promise<number> {
  const { environment } = terminal
  const known = options.url ?? environment.CHATSVG_URL
  const isAsking = terminal.input.isTTY === true
  if (!known && !isAsking) throw new UsageError('Which service? Give --url <address>.')
  const usual = (await readLogin(environment))?.url ?? usualUrl
  const url = readOrigin(known || (await ask(terminal, `Address of the service [${usual}]: `)) || usual)
  warnOfPlainText(terminal, url)
  const key = isAsking
    ? await askHidden(terminal, url)
    : (await readText(terminal, '-')).split('\n')[0]?.trim()
  if (!key) throw new UsageError('There is no key. It is the first line of standard input.')
  const account = await checkKey(url, key, options)
  const file = await writeLogin(environment, { url, key })
  const text = `Logged in at ${url}${account ? ` as ${account}` : ''}. The key is in ${file}.`
  printResult(terminal, options.json ? JSON.stringify({ url, account, file }, null, 2) : text)
  return exitStatuses.done
}

/** `chatsvg logout`: forgets the address and the key. */
export async function logOut(terminal: Terminal): Promise<number> {
  const wasThere = await removeLogin(terminal.environment)
  printResult(
    terminal,
    wasThere ? 'Logged out. The key still works elsewhere until you revoke it.' : 'You were not logged in.',
  )
  return exitStatuses.done
}

/** @returns whose key it is, or null for a key that may not read the account. */
async function checkKey(url: string, key: string, { timeout }: LoginOptions): Promise<string | null> {
  const { client } = openClient(url, key, timeout)
  try {
    return (await client.call('GET /api/user/me')).user.email
  } catch (error) {
    if (isProblem(error, 'insufficient_scope')) return null
    throw error
  }
}

function warnOfPlainText(terminal: Terminal, url: string): void {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
    printNote(terminal, 'The address is not https: others on the way can read the key and the pictures.')
}

async function ask({ input, errors }: Terminal, question: string): Promise<string> {
  const lines = createInterface({ input, output: errors })
  try {
    return (await lines.question(question)).trim()
  } finally {
    lines.close()
  }
}

/** The terminal shows nothing of what is typed. */
async function askHidden({ input, errors }: Terminal, url: string): Promise<string> {
  errors.write(`API key (make one at ${url}, in your account; it is not shown here): `)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true })
  // In raw mode Ctrl-C is a character.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    errors.write('\n')
  }
}
