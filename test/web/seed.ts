import type { Client } from '../harness/client.ts'

export type Seeded = { userId: string; email: string; pictureId: string; jobId: string }

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

/** An account with pictures of all kinds, and a browser that is signed in to it. */
export async function seedWebApp(client: Client): Promise<Seeded> {
  const { id: userId, email } = await client.register('ada@example.com')
  let pictureId = ''
  let jobId = ''
  for (const [prompt, style, privacy = false] of prompts) {
    const answer = await client.post(
      '/svg/generate-svg',
      { prompt, style, privacy, model: 'composer' },
      { prefer: 'wait=30' },
    )
    const { job } = answer.body as { job?: { id: string; generationId: string | null } }
    if (!job?.generationId) throw new Error(`"${prompt}" was not drawn: ${answer.text}`)
    pictureId = job.generationId
    jobId = job.id
  }
  return { userId, email, pictureId, jobId }
}

/** The unfinished answer of a model. */
export const halfAPicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>boats</title><g fill="none" stroke="#1d1b18" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
<path d="M16 176c30-10 50 10 80 0s50 10 80 0 40 4 64 0"/><path d="M32 200c30-10 50 10 80 0s50 10 80 0"/><path stroke="#2f6fb0" d="M48 156h64l-12 20H60z"/><path stroke="#2f6fb0" d="M80 150V84l34 58H80"/>
<path stroke="#2f6fb0" d="M72 142V98l-24 44z"/><path stroke="#2f6fb0" d="M148 152h58l-10 18h-38z"/><path stroke="#2f6fb0" d="M178 146`
