import type { Client } from '../harness/client.ts'
import type { StripeServer } from '../harness/stripe-server.ts'

export type Seeded = {
  userId: string
  email: string
  pictureId: string
  jobId: string
  collectionId: string
  workspaceId: string
}

const prompts: readonly (readonly [prompt: string, style: string, privacy?: boolean])[] = [
  ['a sailing boat on the sea at night', 'cartoon'],
  ['a steam train in autumn', 'cartoon'],
  ['red roses in a blue vase', '3d'],
  ['a green frog', 'outline'],
  ['a guitar on a chair', 'filled'],
  ['five colorful balloons', 'gradient', true],
  ['a purple octopus under the sea', 'flat'],
  ['a teapot and two cups', 'filled'],
  ['a cactus in the desert at sunset', 'gradient'],
  ['a cat sleeping on a sofa', 'modern'],
  ['a dog inside a box', '3d', true],
  ['a bird on a tree in spring', 'line-art'],
  ['an elephant with a red balloon', 'modern'],
  ['a lighthouse by the sea at sunset', 'gradient'],
]

/** The collections of the account: their names, and how many of its pictures they have. */
const collections = [
  ['Quiet animals', 5],
  ['Things for the kitchen', 3],
  ['At sea', 1],
] as const

/**
 * An account with pictures of all kinds, collections and an author page, and a browser that is signed in to
 * it.
 */
export async function seedWebApp(client: Client, stripe?: StripeServer): Promise<Seeded> {
  const { id: userId, email } = await client.register('ada@example.com')
  if (stripe) await buyPlan(client, stripe)
  const ids: string[] = []
  let jobId = ''
  for (const [prompt, style, privacy = false] of prompts) {
    const answer = await client.post(
      '/svg/generate-svg',
      { prompt, style, privacy, model: 'composer' },
      { prefer: 'wait=30' },
    )
    const { job } = answer.body as { job?: { id: string; generationId: string | null } }
    if (!job?.generationId) throw new Error(`"${prompt}" was not drawn: ${answer.text}`)
    ids.push(job.generationId)
    jobId = job.id
  }
  let collectionId = ''
  for (const [name, count] of collections.toReversed()) {
    const made = await client.post('/collections', { name, description: 'For the nursery.', privacy: false })
    collectionId = (made.body as { collection: { id: string } }).collection.id
    for (const id of ids.slice(-count))
      await client.send('PUT', `/collections/${collectionId}/pictures/${id}`)
  }
  await client.post('/collections', { name: 'For later' })
  await client.send('PUT', '/user/author', {
    body: {
      handle: 'ada',
      displayName: 'Ada Lovelace',
      biography: 'I draw machines and what they might dream of.',
      isPublic: true,
    },
  })
  const shared = await client.post('/workspaces', { name: 'Lighthouse Studio' })
  const workspaceId = (shared.body as { workspace: { id: string } }).workspace.id
  return { userId, email, workspaceId, pictureId: ids.at(-1) ?? '', jobId, collectionId }
}

/** The unfinished answer of a model. */
export const halfAPicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>boats</title><g fill="none" stroke="#1d1b18" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
<path d="M16 176c30-10 50 10 80 0s50 10 80 0 40 4 64 0"/><path d="M32 200c30-10 50 10 80 0s50 10 80 0"/><path stroke="#2f6fb0" d="M48 156h64l-12 20H60z"/><path stroke="#2f6fb0" d="M80 150V84l34 58H80"/>
<path stroke="#2f6fb0" d="M72 142V98l-24 44z"/><path stroke="#2f6fb0" d="M148 152h58l-10 18h-38z"/><path stroke="#2f6fb0" d="M178 146`

/** Two packs and a plan, which the user has bought. */
async function buyPlan(client: Client, stripe: StripeServer): Promise<void> {
  const { account } = stripe
  account.sellPack({ credits: 100, amount: 900 })
  account.sellPack({ credits: 500, amount: 3_900 })
  const priceId = account.sellPlan({ plan: 'CUSTOMER', credits: 200, amount: 1_500, unused: 'expire' })
  const { url } = (await client.post('/billing/checkout', { priceId })).body as { url: string }
  account.pay(url)
  for (const event of account.events) await stripe.send(client.url, event)
}
