import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'

/** An S3 server with one bucket, in this process. Checks signatures and hashes of bodies as S3 does. */
export type S3Server = AsyncDisposable & {
  url: string
  /** The variables of a service that uses it. */
  environment: Record<string, string>
  objects: Map<string, { body: Buffer; writtenAt: Date }>
  /** `GET svg/….svg`, in the order in which they were answered. */
  answered: string[]
  /** Called before a request is answered. `cut` drops the connection; a number is the status of a failure. */
  onRequest: (request: { method: string; key: string }) => Answering | Promise<Answering>
  /** Drops all connections and listens no more; the objects stay. */
  stop(): Promise<void>
  /** At the same address. */
  start(): Promise<void>
}

type Answering = 'as usual' | 'cut' | number

const bucket = 'pictures'
const region = 'eu-test-1'
const accessKeyId = 'test-key'
const secretAccessKey = 'test-secret-of-the-s3-server'
/** Requests are valid for this long (AWS Signature Version 4). */
const signatureMs = 15 * 60 * 1000
const listedMax = 1_000

class S3Fault extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

export async function startS3Server(): Promise<S3Server> {
  const port = await takePort()
  let listening: Server | undefined
  const s3: S3Server = {
    url: `http://127.0.0.1:${port}`,
    environment: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: bucket,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    objects: new Map(),
    answered: [],
    onRequest: () => 'as usual',
    async stop() {
      const closing = listening
      listening = undefined
      if (!closing) return
      closing.closeAllConnections()
      await new Promise((resolve) => closing.close(resolve))
    },
    async start() {
      const server = createServer((req, res) => void serve(s3, req, res))
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      listening = server
    },
    async [Symbol.asyncDispose]() {
      await this.stop()
    },
  }
  await s3.start()
  return s3
}

async function serve(s3: S3Server, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const url = new URL(req.url ?? '/', s3.url)
    const [, named = '', ...path] = decodeURIComponent(url.pathname).split('/')
    const key = path.join('/')
    const method = req.method ?? ''
    const answering = await s3.onRequest({ method, key })
    if (answering === 'cut') return void req.socket.destroy()
    if (typeof answering === 'number') throw new S3Fault(answering, 'SlowDown')
    checkSignature(req, url, body)
    if (named !== bucket) throw new S3Fault(404, 'NoSuchBucket')
    answer(s3, { method, key, query: url.searchParams, body }, res)
    s3.answered.push(`${method} ${key}`)
  } catch (error) {
    if (!(error instanceof S3Fault)) return void req.socket.destroy()
    res.writeHead(error.status, { 'content-type': 'application/xml' })
    res.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${error.code}</Code></Error>`)
  }
}

type Asked = { method: string; key: string; query: URLSearchParams; body: Buffer }

function answer({ objects }: S3Server, { method, key, query, body }: Asked, res: ServerResponse): void {
  if (method === 'PUT' && key) {
    objects.set(key, { body, writtenAt: new Date() })
    res.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
  } else if (method === 'DELETE' && key) {
    objects.delete(key)
    res.writeHead(204).end()
  } else if (method === 'GET' && key) {
    const found = objects.get(key)
    if (!found) throw new S3Fault(404, 'NoSuchKey')
    res.writeHead(200, { 'content-length': found.body.length }).end(found.body)
  } else if (method === 'GET' && query.get('list-type') === '2') {
    res.writeHead(200, { 'content-type': 'application/xml' }).end(list(objects, query))
  } else throw new S3Fault(405, 'MethodNotAllowed')
}

function list(objects: S3Server['objects'], query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? ''
  const all = [...objects].filter(([key]) => key.startsWith(query.get('prefix') ?? '') && key > after)
  const page = all.toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, listedMax)
  const isWhole = page.length === all.length
  const contents = page.map(
    ([key, { writtenAt, body }]) =>
      `<Contents><Key>${key}</Key><LastModified>${writtenAt.toISOString()}</LastModified><Size>${body.length}</Size></Contents>`,
  )
  const next = isWhole ? '' : `<NextContinuationToken>${page.at(-1)?.[0]}</NextContinuationToken>`
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${!isWhole}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
}

/** AWS Signature Version 4, "Create a signed AWS API request", of the header `Authorization`. */
function checkSignature({ method, headers }: IncomingMessage, url: URL, body: Buffer): void {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!given) throw new S3Fault(403, 'AccessDenied')
  const [, key, day = '', scopeRegion, signedHeaders = '', signature = ''] = given
  if (key !== accessKeyId) throw new S3Fault(403, 'InvalidAccessKeyId')
  if (scopeRegion !== region) throw new S3Fault(400, 'AuthorizationHeaderMalformed')
  const time = String(headers['x-amz-date'])
  const at = Date.parse(time.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  if (!time.startsWith(day) || !(Math.abs(Date.now() - at) < signatureMs))
    throw new S3Fault(403, 'RequestTimeTooSkewed')
  const payloadHash = String(headers['x-amz-content-sha256'])
  if (payloadHash !== sha256(body)) throw new S3Fault(400, 'XAmzContentSHA256Mismatch')
  const names = signedHeaders.split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name)))
    throw new S3Fault(403, 'AccessDenied')
  const canonical = [
    method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .toSorted()
      .join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signedHeaders,
    payloadHash,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  )
  const expected = hmac(signingKey, toSign)
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex')))
    throw new S3Fault(403, 'SignatureDoesNotMatch')
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

async function takePort(): Promise<number> {
  const probe = createTcpServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
