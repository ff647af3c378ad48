import type { ObjectStorageSettings } from '../platform/object-storage/index.ts'
import type { RedisAddress } from '../platform/redis/index.ts'
import type { Environment } from './env.ts'

export type RedisConfig = { address: RedisAddress; queues: number }

/** Where SVGs are: all in their rows, or some in an S3 bucket; `takesNew`: those of new pictures too. */
export type PicturesConfig =
  | { kind: 'database' }
  | ({ kind: 's3'; takesNew: boolean } & ObjectStorageSettings)

export function readRedis({
  REDIS_URL,
  REDIS_PREFIX,
  REDIS_CA_FILE,
  REDIS_QUEUES,
}: Environment): RedisConfig | undefined {
  if (!REDIS_URL) return undefined
  return { address: { ...REDIS_URL, prefix: REDIS_PREFIX, ca: REDIS_CA_FILE }, queues: REDIS_QUEUES }
}

export function readPictures(env: Environment): PicturesConfig {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return { kind: 'database' }
  const takesNew = env.NEW_PICTURES_IN === 's3'
  return { kind: 's3', takesNew, endpoint, bucket, region, accessKeyId, secretAccessKey }
}
