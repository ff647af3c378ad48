import { file, flag, integer, keyPrefix, redis, text, url } from './variables.ts'

const storage = 'Storage'

/** Where data are stored, and what processes share. */
export const storageVariables = {
  DATA_DIR: text({ section: storage, help: 'folder for the data of this machine' }, './data'),
  DATABASE_URL: url({ section: storage, help: 'PostgreSQL 14 or newer', shown: 'embedded', secret: true }, [
    'postgres',
    'postgresql',
  ]),
  DATABASE_DIRECT_URL: url(
    {
      section: storage,
      help: 'PostgreSQL itself, when DATABASE_URL is a pooler in transaction mode',
      shown: 'DATABASE_URL',
      secret: true,
    },
    ['postgres', 'postgresql'],
  ),
  DATABASE_REPLICA_URL: url(
    {
      section: storage,
      help: 'a streaming replica of DATABASE_URL, which searches of public pictures are read from',
      shown: 'none',
      secret: true,
    },
    ['postgres', 'postgresql'],
  ),
  DATABASE_REPLICA_LAG_SECONDS: integer(
    {
      section: storage,
      help: 'maximum age of what is read from the replica; beyond it DATABASE_URL is read',
    },
    5,
    1,
    300,
  ),
  DATABASE_POOL_MAX: integer(
    {
      section: storage,
      help: 'connections per process, without those of a queue on PostgreSQL; an API keeps a third for public lists and searches',
    },
    10,
    2,
    500,
  ),
  DATABASE_CONNECTION_TIMEOUT_MS: integer(
    {
      section: storage,
      help: 'how long a request waits for a connection to the database before it gets 503',
    },
    1_500,
    100,
    60_000,
  ),
  ALLOW_NEWER_SCHEMA: flag(
    {
      section: storage,
      help: 'start although a newer version has migrated the database, to go back by one release',
    },
    false,
  ),
  REDIS_URL: redis({
    section: storage,
    help: 'Redis 6.2 or newer, or Valkey; also redis+sentinel://host,other/master, and redis+cluster://host,other from Redis 7 on; rediss for TLS',
    shown: 'none: PostgreSQL does the work',
    secret: true,
  }),
  REDIS_PREFIX: keyPrefix(
    { section: storage, help: 'begins every key and channel in Redis; one for each service that shares it' },
    'chatsvg',
  ),
  REDIS_CA_FILE: file({
    section: storage,
    help: 'certificates (PEM) of the authority of a Redis with TLS, if it is not a public one',
  }),
  REDIS_QUEUES: integer(
    {
      section: storage,
      help: 'queues in Redis among which pictures are divided, the same for all processes; more than 1 for a cluster',
    },
    1,
    1,
    64,
  ),
}
