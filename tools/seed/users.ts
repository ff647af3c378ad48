import { createRandom, pick } from '../random/index.ts'
import { firstNames, lastNames } from './words.data.ts'

export type SeedUser = { email: string; name: string; plan: string; role: string }

/** Identifies users of a seed. example.com is reserved (RFC 2606), so no email reaches anybody. */
export const seedEmails = '^demo-[0-9]+@example\\.com$'

/** One administrator, and users of all plans. `from` is the number of existing users. */
export function inventPeople(count: number, from: number, seed: number): SeedUser[] {
  const random = createRandom(seed ^ 0x9e3779b9)
  return Array.from({ length: count }, (_, at) => {
    const place = random()
    return {
      email: `demo-${from + at + 1}@example.com`,
      name: `${pick(random, firstNames)} ${pick(random, lastNames)}`,
      plan: place < 0.8 ? 'FREE' : place < 0.95 ? 'CUSTOMER' : 'UNLIMITED',
      role: from + at === 0 ? 'ADMIN' : 'USER',
    }
  })
}
