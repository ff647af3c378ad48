import { setTimeout as delay } from 'node:timers/promises'
import { createRandom } from '../../tools/random/index.ts'
import type { Options } from './command-line.ts'
import { createMeasure } from './measure.ts'
import { judge, type Promised } from './promises.ts'
import { type LoadUser, signUp } from './user.ts'

/** Sign-ups at a time: each takes a processor for tens of milliseconds. */
const signUpsAtOnce = 8
/** Balances at a time: users do not all look at theirs at the same moment. */
const balancesAtOnce = 8

/**
 * Users use the service for some time. Then every job that was accepted has to end, and every balance has to
 * be right.
 *
 * @throws Error if a user cannot sign up, or may not draw.
 */
export async function putUnderLoad(
  options: Options,
  onProgress: (text: string) => void = () => undefined,
): Promise<Promised[]> {
  const { users: count, minutes, thinkSeconds, endSeconds, seed } = options
  const random = createRandom(seed)
  const measure = createMeasure()
  const users: LoadUser[] = []
  const arrive = async () => {
    for (let at = users.length; users.length < count; at = users.length) {
      users.length += 1
      users[at] = await signUp(options, at, random, measure)
    }
  }
  await Promise.all(Array.from({ length: Math.min(signUpsAtOnce, count) }, arrive))
  onProgress(`${count} users have signed up`)

  measure.begin()
  const endsAt = Date.now() + minutes * 60_000
  const use = async (user: LoadUser) => {
    // All begin at another moment.
    await delay(random() * thinkSeconds * 1_000)
    while (Date.now() < endsAt) {
      await user.act()
      await delay(Math.min(thinkOf(random, thinkSeconds), Math.max(endsAt - Date.now(), 0)))
    }
  }
  await Promise.all(users.map(use))
  onProgress('waiting for the last jobs')
  const settledBy = Date.now() + endSeconds * 1_000
  await Promise.all(users.map((user) => user.settle(settledBy)))

  const jobs = users.flatMap((user) => [...user.jobs])
  const unread = [...users]
  const balances: Awaited<ReturnType<LoadUser['compareBalance']>>[] = []
  const readBalances = async () => {
    for (let user = unread.pop(); user; user = unread.pop()) balances.push(await user.compareBalance())
  }
  await Promise.all(Array.from({ length: balancesAtOnce }, readBalances))
  return judge(
    measure.read(),
    {
      accepted: jobs.length,
      lost: jobs.filter(({ ended }) => ended === undefined).length,
      failed: jobs.filter(({ ended }) => ended === 'FAILED').length,
    },
    { compared: balances.length, off: balances.filter(({ expected, found }) => expected !== found).length },
  )
}

/** Milliseconds; exponentially distributed, as pauses of independent users are. */
const thinkOf = (random: () => number, meanSeconds: number) => -Math.log(1 - random()) * meanSeconds * 1_000
