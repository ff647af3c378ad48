import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { App, Authentication } from '../../platform/http/index.ts'
import { readOwnJob } from '../jobs/index.ts'
import { tooManyStreams } from './errors.ts'
import { type FollowJobDeps, followJob } from './follow-job.ts'
import type { OpenRequests } from './open-requests.ts'
import { followJob as followJobSchema } from './schemas.ts'

export type EventRoutesDeps = {
  authentication: Authentication
  following: FollowJobDeps
  /** The counter of open event streams. */
  streams: OpenRequests
}

/** The events of a job as a stream. */
export function eventRoutes({ authentication, following, streams }: EventRoutesDeps) {
  return (app: App): void => {
    app.get(
      '/svg/generation-jobs/:id/events',
      {
        schema: followJobSchema,
        onRequest: authentication.requireCaller,
        // A HEAD request would have to open the stream.
        exposeHeadRoute: false,
      },
      async (req, reply) => {
        const own = readOwnJob(authentication, req)
        const request = streams.open(own.userId, reply.raw)
        if (!request) throw tooManyStreams()
        const stream = await followJob(following, { ...own, lastEventId: lastEventIdOf(req) }, request)
        reply.header('cache-control', 'no-store')
        // 204 tells the browser not to reconnect (HTML standard, section 9.2.3).
        if (!stream) return reply.code(204).send(null)
        return (
          reply
            .header('content-type', 'text/event-stream; charset=utf-8')
            // Asks nginx, and proxies that know the header, not to buffer.
            .header('x-accel-buffering', 'no')
            .send(Readable.from(stream) as never)
        )
      },
    )
  }
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id']
  return Array.isArray(id) ? id[0] : id
}
