import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { isProblem } from '@chatsvg/client'
import { openClient, readOrigin, type ServiceOptions } from '../connect.ts'
import { exitStatuses, UsageError } from '../exit-status.ts'
import { signIn, signOut } from '../sign-in.ts'
import { type Login, readLogin, removeLogin, writeLogin } from '../stored-login.ts'
import { printNote, printResult, readText, type Terminal } from '../terminal.ts'

type LoginOptions = ServiceOptions & {
  json: boolean
  /** Asks for a key. */
  key?: boolean
  /** Signs in with a browser, also without a terminal. */
  device?: boolean
}

/** Where a service answers that was started as the README says. */
const usualUrl = 'http://localhost:4000'

/**
 * `chatsvg login`: stores the address of a service, and tokens of a sign-in with a browser or an API key that
 * it accepts. Without a terminal the key is the first line of standard input.
 */
export async function logIn(terminal: Terminal, options: LoginOptions): Promise<number> {
  const { environment } = terminal
  const known = options.url ?? environment.CHATSVG_URL
  const isAsking = terminal.input.isTTY === true
  if (!known && !isAsking) throw new UsageError('Which service? Give --url <address>.')
  const usual = (await readLogin(environment))?.url ?? usualUrl
  const url = readOrigin(known || (await ask(terminal, `Address of the service [${usual}]: `)) || usual)
  warnOfPlainText(terminal, url)
  const isByBrowser = options.device || (isAsking && !options.key)
  const login = isByBrowser ? await signIn(url, showCode(terminal)) : await readKey(terminal, url)
  const account = await checkKey(login, options)
  const before = await readLogin(environment)
  const file = await writeLogin(environment, login)
  if (before) await signOut(before)
  const held = isByBrowser ? 'The sign-in' : 'The key'
  const text = `Logged in at ${url}${account ? ` as ${account}` : ''}. ${held} is in ${file}.`
  printResult(terminal, options.json ? JSON.stringify({ url, account, file }, null, 2) : text)
  return exitStatuses.done
}

/** `chatsvg logout`: forgets the address and the key, and ends a sign-in with a browser everywhere. */
export async function logOut(terminal: Terminal): Promise<number> {
  const { environment } = terminal
  // A file that cannot be read is removed all the same.
  const login = await readLogin(environment).catch(() => null)
  await removeLogin(environment)
  printResult(terminal, login === undefined ? 'You were not logged in.' : await describeEnd(login))
  return exitStatuses.done
}

async function describeEnd(login: Login | null): Promise<string> {
  if (!login?.renewal) return 'Logged out. The key still works elsewhere until you revoke it.'
  if (await signOut(login)) return 'Logged out.'
  return `Logged out here. The service did not answer: disconnect the app at ${login.url}/account#apps.`
}

/** Opens nothing: the browser may be on another device. */
const showCode = (terminal: Terminal) => (address: string, code: string) =>
  printNote(terminal, `Open ${address} in a browser, and enter the code ${code}`)

async function readKey(terminal: Terminal, url: string): Promise<Login> {
  const isAsking = terminal.input.isTTY === true
  const key = isAsking
    ? await askHidden(terminal, url)
    : (await readText(terminal, '-')).split('\n')[0]?.trim()
  if (!key)
    throw new UsageError(
      'There is no key. Give it as the first line of standard input, or sign in with a browser: --device.',
    )
  return { url, key }
}

/** @returns whose key it is, or null for a key that may not read the account. */
async function checkKey({ url, key }: Login, { timeout }: LoginOptions): Promise<string | null> {
  const { client } = openClient(url, async () => key, timeout)
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
