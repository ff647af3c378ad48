/**
 * processes: work on untrusted input in processes that may be killed. Some libraries abort their process on
 * some inputs and compute for minutes on others. They run in a separate process, without our environment,
 * which is killed when an input takes too long or too much memory. `openProcessPool` starts the processes as
 * they are needed; the program of such a process calls `serveOrders`.
 */
export { openProcessPool, type ProcessPool, type ProcessPoolOptions } from './open-process-pool.ts'
export { ProcessError, type ProcessErrorKind } from './process-error.ts'
export { serveOrders } from './serve-orders.ts'
