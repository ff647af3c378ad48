import type { Client } from '../../harness/client.ts'
import { OauthBrowser } from '../../harness/oauth-browser.ts'
import { answerWith, smallPicture } from '../../harness/scripted-model.ts'
import { type Attack, Broken, hold, need, signUp } from '../attack.ts'

/** The model's answer, followed by nothing until it is cancelled. */
const sayAndWait = (text: string) => ({ kind: 'stream', steps: [text, new Promise<void>(() => {})] }) as const

const opening = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">'
const shapes = Array.from({ length: 12 }, (_, at) => `<circle cx="${at * 16}" cy="99" r="9"/>`).join('')

const attemptsMax = 12

export const creditAttacks: Attack[] = [
  {
    row: 'R36',
    name: 'getting sign-up credits again by deleting an account and registering with its address',
    async play(target) {
      const { client, email, password } = await signUp(target)
      need(await client.delete('/user', { password }), 200)
      const again = await target
        .visitor()
        .post('/auth/register', { name: 'Again', email, password, agreedToTerms: true })
      need(again, 201)
      const { credits } = (again.body as { user: { credits: number } }).user
      hold(credits === 0, `it got ${credits} credits`)
      return 'the second account has 0 credits'
    },
  },
  {
    row: 'R41',
    name: 'creating any number of accounts from one address by first sign-ins at a provider',
    needs: 'providers',
    async play(target) {
      const visitor = target.visitor()
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const email = `attack-${crypto.randomUUID()}@example.com`
        if (target.providers) target.providers.google.user = { sub: email, email, email_verified: true }
        const { location } = await new OauthBrowser(visitor.fork()).signIn('google')
        if (new URL(location).searchParams.get('error') === 'rate_limited')
          return `rate_limited at number ${attempt}`
      }
      throw new Broken(`${attemptsMax} accounts were created`)
    },
  },
  {
    row: 'R36',
    name: 'seeing nearly all of a picture, and then cancelling it for a refund',
    needs: 'model',
    async play(target) {
      const { client } = await signUp(target)
      target.model?.respondWith(sayAndWait(`${opening}${shapes}`))
      const socket = client.connect()
      try {
        const seen = new Promise<void>((resolve) => {
          socket.on('generation-job:preview', ({ svg }) => {
            if (svg.split('<circle').length > 12) resolve()
          })
        })
        const id = await draw(client)
        await seen
        const { body } = await client.post(`/svg/generation-jobs/${id}/cancel`)
        const { refunded, credits } = body as { refunded: boolean; credits: number }
        hold(!refunded && credits === 9, `refunded: ${refunded}, ${credits} credits are left`)
        return 'refunded: false, 9 credits are left'
      } finally {
        socket.close()
      }
    },
  },
  {
    row: 'R36',
    name: 'cancelling any number of pictures early, which makes model calls free',
    needs: 'model',
    async play(target) {
      const { client } = await signUp(target)
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        target.model?.respondWith(sayAndWait(opening))
        const calls = target.model?.requests.length ?? 0
        const id = await draw(client)
        await target.model?.received(calls + 1)
        const { body } = await client.post(`/svg/generation-jobs/${id}/cancel`)
        if (!(body as { refunded: boolean }).refunded) return `charged from number ${attempt} on`
      }
      throw new Broken(`${attemptsMax} were refunded`)
    },
  },
  {
    row: 'R41',
    name: 'getting model calls for free by prompts with useless answers',
    needs: 'model',
    async play(target) {
      const { client } = await signUp(target)
      for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
        target.model?.respondWith({ kind: 'stream', steps: [], finish: 'content_filter' })
        const wish = { prompt: 'a row of blue circles', style: 'flat', model: 'scripted' }
        const answer = await client.post('/svg/generate-svg', wish, { prefer: 'wait=30' })
        if ((answer.body as { code?: string }).code === 'too_many_failures')
          return `too_many_failures at number ${attempt}`
        need(answer, 200)
      }
      throw new Broken(`${attemptsMax - 1} were accepted`)
    },
  },
  {
    row: 'R41',
    name: 'causing unlimited model costs with an account for each picture',
    needs: 'model',
    async play(target) {
      const dollar = { ...answerWith(smallPicture), usage: { input: 90_000, output: 10_000 } }
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const { client } = await signUp(target)
        const before = target.model?.requests.length ?? 0
        target.model?.respondWith(dollar)
        const wish = { prompt: 'a row of blue circles', style: 'flat', model: 'scripted' }
        need(await client.post('/svg/generate-svg', wish, { prefer: 'wait=30' }), 200)
        if (target.model?.requests.length === before) return `the model is not called for number ${attempt}`
      }
      throw new Broken(`the calls cost ${attemptsMax} dollars, with a limit of 2`)
    },
  },
]

async function draw(client: Client): Promise<string> {
  const wish = { prompt: 'a row of blue circles', style: 'flat', model: 'scripted' }
  const answer = await client.post('/svg/generate-svg', wish)
  need(answer, 202)
  return (answer.body as { job: { id: string } }).job.id
}
