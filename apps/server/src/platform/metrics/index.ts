/**
 * metrics: a registry in Prometheus's text format, and a server for it. By itself it counts only what Node
 * knows of the process; the service's own metrics are in `app/metrics-of-*.ts`. prom-client is loaded with
 * the first registry, so a process without one does not load it.
 */
export { type About, type Exposition, type Metrics, openMetrics } from './open-metrics.ts'
export { createTokenCheck, openMetricsServer, type TokenCheck } from './open-metrics-server.ts'
