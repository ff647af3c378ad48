// Loaded into a service process before its own code (`node --import`), and the only reader of CHAOS_PLAN. It
// tells every step that the process comes to on descriptor 3, and does what the plan wants at the n-th coming
// to a step. Plain JavaScript, since the oldest Node that we run on loads nothing else.
import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

/** @type {import('./service-process.ts').Plan} */
const plan = JSON.parse(process.env.CHAOS_PLAN ?? '{}')
const stepDescriptor = 3

if (isMainThread) {
  const counts = new Map()
  subscribe('chatsvg:failpoint', ({ name, about }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    const act = plan.acts?.find(({ step, nth }) => step === name && nth === count)
    tell({ step: name, jobId: about.jobId, atMs: performance.timeOrigin + performance.now(), act: act?.act })
    if (act) perform(act)
  })
  if (plan.clock) shiftClock(plan.clock)
  process.on('SIGUSR2', tellHeap)
}

/**
 * What is still held after a collection: resident memory alone says more of the collector's moods than of
 * leaks.
 */
function tellHeap() {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  writeSync(stepDescriptor, `${JSON.stringify({ heapBytes: process.memoryUsage().heapUsed })}\n`)
}

/** Synchronous, so that the last step before an end is told as well. */
function tell(step) {
  writeSync(stepDescriptor, `${JSON.stringify(step)}\n`)
}

function perform({ act, ms = 0 }) {
  if (act === 'kill') process.kill(process.pid, 'SIGKILL')
  if (act === 'stop') process.kill(process.pid, 'SIGSTOP')
  // After a signal to oneself nothing more may happen; after a busy loop the work goes on.
  const untilMs = performance.now() + (act === 'busy' ? ms : 50)
  while (performance.now() < untilMs);
}

/** The wall clock of this process is wrong by `shiftMs`, from `afterMs` after its start on. */
function shiftClock({ shiftMs, afterMs }) {
  const TrueDate = Date
  const now = () => TrueDate.now() + (performance.now() < afterMs ? 0 : shiftMs)
  const ShiftedDate = new Proxy(TrueDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length > 0 ? args : [now()],
        newTarget === ShiftedDate ? target : newTarget,
      ),
    apply: () => new TrueDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  globalThis.Date = ShiftedDate
}
