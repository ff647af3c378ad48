// Loaded into a service process before its own code (`node --import`), and the only reader of CHAOS_PLAN. It
// reports every failpoint that the process reaches on descriptor 3, and runs the plan's action when a
// failpoint is reached for the n-th time. Plain JavaScript, because the oldest supported Node loads nothing
// else.
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
  process.on('SIGUSR2', reportHeap)
}

/**
 * The heap after a collection: resident memory depends more on the collector than on leaks.
 */
function reportHeap() {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  writeSync(stepDescriptor, `${JSON.stringify({ heapBytes: process.memoryUsage().heapUsed })}\n`)
}

/** Synchronous, so that the last failpoint before an end is reported as well. */
function tell(step) {
  writeSync(stepDescriptor, `${JSON.stringify(step)}\n`)
}

function perform({ act, ms = 0 }) {
  if (act === 'kill') process.kill(process.pid, 'SIGKILL')
  if (act === 'stop') process.kill(process.pid, 'SIGSTOP')
  // After a signal to this process no more code may run; after a busy loop the work continues.
  const untilMs = performance.now() + (act === 'busy' ? ms : 50)
  while (performance.now() < untilMs);
}

/** Shifts the wall clock of this process by `shiftMs`, beginning `afterMs` after its start. */
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
