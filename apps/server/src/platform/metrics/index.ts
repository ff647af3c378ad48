/**
 * metrics: a registry in Prometheus's text format, and a server for it. It counts nothing by itself but
 * what Node knows of the process; what the service counts is in `app/metrics-of-*.ts`. prom-client is
 * loaded with the first registry, so a process without one pays nothing.
 */
export { type About, type Exposition, type Metrics, openMetrics } from './open-metrics.ts'
export { createTokenCheck, openMetricsServer, type TokenCheck } from './open-metrics-server.ts'
