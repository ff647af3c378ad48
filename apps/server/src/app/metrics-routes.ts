import type { Config } from '../config/index.ts'
import { AppError, platformErrors, reworded } from '../platform/errors/index.ts'
import type { App } from '../platform/http/index.ts'
import { createTokenCheck, type Metrics } from '../platform/metrics/index.ts'

/**
 * `GET /metrics` on the API's port, for clients with the token; absent if the metrics have a separate port.
 */
export function metricsRoutes(metrics: Metrics, config: Config['metrics']) {
  return (app: App): void => {
    if (config.kind !== 'api') return
    const mayRead = createTokenCheck(config.token)
    app.get('/metrics', { config: { quiet: true, unlimited: true } }, async (req, reply) => {
      if (!mayRead(req.headers.authorization)) {
        throw new AppError(reworded(platformErrors.invalid_token, 'The metrics need their token'), {
          headers: { 'www-authenticate': 'Bearer' },
        })
      }
      const { contentType, text } = await metrics.render()
      return reply.header('cache-control', 'no-store').header('content-type', contentType).send(text)
    })
  }
}
