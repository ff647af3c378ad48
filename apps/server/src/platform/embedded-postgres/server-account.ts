import { type SpawnSyncOptions, spawnSync } from 'node:child_process'

/** The operating-system account that runs the server: never root, because PostgreSQL refuses root. */
export type ServerAccount = { uid: number; gid: number; name: string } | { uid: undefined; name: string }

const candidateNames = ['postgres', 'nobody']

/**
 * An ordinary user runs PostgreSQL under its own account. Root uses an account that every Unix has; none is
 * created.
 *
 * @throws Error when this is root and the machine has no such account.
 */
export function chooseServerAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return { uid: undefined, name: 'you' }
  for (const name of candidateNames) {
    const uid = readId('-u', name)
    const gid = readId('-g', name)
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid, name }
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has none of the accounts ${candidateNames.join(', ')}. ` +
      'Start chatSVG as an ordinary user, or set DATABASE_URL.',
  )
}

/** Options for child_process that run a program as the account. Every account can enter `/`. */
export function spawnOptionsFor(account: ServerAccount): SpawnSyncOptions {
  const identity = account.uid === undefined ? {} : { uid: account.uid, gid: account.gid }
  return { ...identity, cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' } }
}

/** Whether the account can enter the folder. Tested by trying, because that respects ACLs and mounts. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  if (account.uid === undefined) return true
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...spawnOptionsFor(account),
    stdio: 'ignore',
  })
  return probe.status === 0
}

function readId(flag: '-u' | '-g', name: string): number | undefined {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
  const id = Number.parseInt(answer.stdout ?? '', 10)
  return answer.status === 0 && Number.isInteger(id) ? id : undefined
}
