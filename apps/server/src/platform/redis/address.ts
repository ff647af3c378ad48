export type RedisHost = { host: string; port: number }

type Credentials = { username: string | undefined; password: string | undefined }

/** How the servers are reached. */
export type RedisServers = Credentials & { isSecure: boolean } & (
    | { kind: 'server'; host: string; port: number; db: number }
    | { kind: 'sentinel'; sentinels: RedisHost[]; master: string; db: number; sentinel: Credentials }
    | { kind: 'cluster'; nodes: RedisHost[] }
  )

export type RedisAddress = RedisServers & {
  /** Begins every key and channel. */
  prefix: string
  /** Certificates, as PEM, of authorities that are trusted besides those of Node.js. */
  ca: string | undefined
}
