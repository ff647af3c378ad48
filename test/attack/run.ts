import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDisposalStack, type DisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { Client } from '../harness/client.ts'
import { startProviders } from '../harness/oauth-browser.ts'
import { startScriptedModel } from '../harness/scripted-model.ts'
import { startService } from '../harness/service.ts'
import { type Attack, Broken, NotPlayable, type Target } from './attack.ts'
import { creditAttacks } from './attacks/credits.ts'
import { crossSiteAttacks } from './attacks/cross-site.ts'
import { edgeAttacks } from './attacks/edge.ts'
import { factorAttacks } from './attacks/factors.ts'
import { floodAttacks } from './attacks/floods.ts'
import { oauthAttacks } from './attacks/oauth.ts'
import { passwordAttacks } from './attacks/passwords.ts'
import { pictureAttacks } from './attacks/pictures.ts'
import { recoveryAttacks } from './attacks/recovery.ts'
import { sessionAttacks } from './attacks/sessions.ts'
import { tokenAttacks } from './attacks/tokens.ts'
import { createLocalFetch, hasManyAddresses, nextLocalAddress } from './local-fetch.ts'

endWithReader()

const attacks: Attack[] = [
  ...tokenAttacks,
  ...sessionAttacks,
  ...crossSiteAttacks,
  ...passwordAttacks,
  ...recoveryAttacks,
  ...factorAttacks,
  ...oauthAttacks,
  ...creditAttacks,
  ...edgeAttacks,
  ...floodAttacks,
  ...pictureAttacks,
]

const help = `Usage: npm run attack [-- --url http://localhost:4000]

Runs attacks on accounts and prints a line for each: held, BROKEN or skipped. Exits with 1 when one succeeded.
Without --url it starts the compiled service (npm run build) with sign-in providers, a language model and a
mailbox, and removes all of it afterwards. With --url it creates accounts at that instance, with addresses that
begin with "attack-", and uses up its rate limits: use an instance of your own.`

const { values } = parseArgs({ options: { url: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help) {
  print(help)
} else {
  const stack = createDisposalStack()
  try {
    process.exitCode = (await playAll(values.url ? await aim(values.url) : await startTarget(stack))) ? 0 : 1
  } finally {
    await stack[Symbol.asyncDispose]()
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function playAll(target: Target): Promise<boolean> {
  const counts = { held: 0, BROKEN: 0, skipped: 0 }
  for (const attack of attacks) {
    const { word, text } = await playOne(attack, target)
    counts[word] += 1
    print(`${word.padEnd(8)}${attack.row.padEnd(5)}${attack.name}\n             ${text}`)
  }
  print(`\n${counts.held} held, ${counts.BROKEN} broken, ${counts.skipped} skipped`)
  return counts.BROKEN === 0
}

async function playOne(
  attack: Attack,
  target: Target,
): Promise<{ word: 'held' | 'BROKEN' | 'skipped'; text: string }> {
  if (attack.needs === 'providers' && !target.providers)
    return { word: 'skipped', text: 'needs providers that we control: run without --url' }
  if (attack.needs === 'model' && !target.model)
    return { word: 'skipped', text: 'needs a language model that we control: run without --url' }
  if (attack.needs === 'emails' && !target.findLink)
    return { word: 'skipped', text: 'needs to read emails: the instance shows none at /dev/mail' }
  try {
    return { word: 'held', text: await attack.play(target) }
  } catch (error) {
    if (error instanceof NotPlayable) return { word: 'skipped', text: error.message }
    if (error instanceof Broken) return { word: 'BROKEN', text: error.message }
    throw error
  }
}

/** A service on an empty folder, as `npm start` runs it, with providers. */
async function startTarget(stack: DisposalStack): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'chatsvg-attack-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const providers = stack.use(await startProviders())
  const model = stack.use(await startScriptedModel())
  const service = stack.use(
    await startService('all', {
      ...providers.environment,
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'info',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODELS: 'scripted',
      DEFAULT_MODEL: 'composer',
      GENERATION_ATTEMPTS: '1',
      DAILY_FAILURE_LIMIT: '3',
      MODEL_PRICES: 'scripted=10/10',
      DAILY_SPEND_LIMIT_USD: '2',
    }),
  )
  providers.register(`http://localhost:${new URL(service.url).port}`)
  return { ...(await aim(service.url)), providers, model }
}

async function aim(url: string): Promise<Target> {
  const many = hasManyAddresses(url)
  if (!many)
    print('All attempts come from one address: expect attacks to be skipped when a limit is reached.\n')
  const mailbox = await fetch(`${url}/dev/mail`, { headers: { accept: 'application/json' } })
  return {
    url,
    visitor: () => new Client(url, many ? createLocalFetch(nextLocalAddress()) : fetch),
    providers: undefined,
    model: undefined,
    findLink: mailbox.ok ? (to, path) => findLink(url, to, path) : undefined,
  }
}

async function findLink(url: string, to: string, path: string): Promise<URL> {
  const response = await fetch(`${url}/dev/mail`, { headers: { accept: 'application/json' } })
  const { letters } = (await response.json()) as { letters: { to: string; links: string[] }[] }
  // The newest email comes first.
  const link = letters
    .filter((message) => message.to === to)
    .flatMap(({ links }) => links)
    .find((candidate) => new URL(candidate).pathname === path)
  if (!link) throw new Error(`no email to ${to} with a link to ${path}`)
  return new URL(link)
}
