import { verify } from '@node-rs/argon2'
import { hashPassword } from '../../apps/server/src/features/accounts/index.ts'
import { answerParent } from '../child.ts'

export type Argon2Task = { atOnce: number; measureMs: number }

const password = 'a long walk by the sea'

/** Verifications a second of a hash with the service's parameters, and nothing else. */
answerParent<Argon2Task, number>(async ({ atOnce, measureMs }) => {
  const hash = await hashPassword(password)
  const startedAtMs = performance.now()
  let count = 0
  const verifyInTurn = async () => {
    while (performance.now() - startedAtMs < measureMs) {
      if (!(await verify(hash, password))) throw new Error('the hash does not match')
      count += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, verifyInTurn))
  return count / ((performance.now() - startedAtMs) / 1000)
})
