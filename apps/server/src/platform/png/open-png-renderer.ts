import { inSpan } from '../traces/index.ts'
import { FairQueue } from './fair-queue.ts'
import { RenderError, rendererLimits } from './render-error.ts'
import type { Pixels, RenderOrder } from './render-order.ts'
import { type RenderProcess, startRenderProcess } from './start-render-process.ts'

export type PngRendererOptions = {
  /** The maximum of rendering processes; they start when they are needed. */
  processesMax?: number
  /** The maximum of waiting orders; above it orders are `busy`, first those of the client with the most. */
  waitingMax?: number
  /** How long an order may wait before it is `busy`. */
  patienceMs?: number
  /** How long a process may be idle before it is ended. */
  idleMs?: number
  timeoutMs?: number
  memoryBytesMax?: number
}

export type PngRenderer = AsyncDisposable & {
  /**
   * The document as a PNG, on a transparent background. The buffer owns all of its memory, so caching it
   * keeps nothing else.
   *
   * @param options `size`: its longer side in pixels, 1 to 2048. `client`: for whom it is rendered; clients
   * take turns.
   * @throws RenderError, whatever the document does; RangeError for an invalid size. /
   */
  render(svg: string, options: { size: number; client?: string }): Promise<Buffer>
  /** The same as pixels, for the render check. */
  renderPixels(svg: string, options: { size: number }): Promise<Pixels>
  /**
   * The document with everything worked in: groups, paths in absolute segments, matrices, `#rrggbb`; texts as
   * paths in the fonts of this machine. What has effects keeps them.
   *
   * @throws RenderError, also for a document that is longer than 4 MiB then.
   */
  renderPlain(svg: string, options: { client?: string }): Promise<string>
  /** Ids of the current processes. */
  readonly pids: number[]
}

type Waiting = {
  start: (process: RenderProcess) => void
  refuse: (reason: string) => void
}

/** The client of renderings that the service itself requests. */
const service = 'service'

/** Opens the renderer; no process is started yet. Disposing ends all processes and refuses waiting orders. */
export function openPngRenderer(options: PngRendererOptions = {}): PngRenderer {
  const { processesMax = 1, waitingMax = 64, patienceMs = 10_000, idleMs = 30_000 } = options
  const { timeoutMs = rendererLimits.timeoutMs, memoryBytesMax = rendererLimits.memoryBytesMax } = options
  const idle = new Map<RenderProcess, NodeJS.Timeout>()
  const busy = new Set<RenderProcess>()
  const waiting = new FairQueue<Waiting>(waitingMax)
  let closed = false

  function takeProcess(): RenderProcess | undefined {
    for (const [process, timer] of idle) {
      clearTimeout(timer)
      idle.delete(process)
      if (process.isAlive) return process
    }
    return busy.size < processesMax ? startRenderProcess({ timeoutMs, memoryBytesMax }) : undefined
  }

  function giveBack(process: RenderProcess): void {
    busy.delete(process)
    if (closed) return
    if (process.isAlive) idle.set(process, setTimeout(() => endIdle(process), idleMs).unref())
    startNext()
  }

  function endIdle(process: RenderProcess): void {
    idle.delete(process)
    void process[Symbol.asyncDispose]()
  }

  function startNext(): void {
    const process = waiting.size > 0 ? takeProcess() : undefined
    if (!process) return
    busy.add(process)
    waiting.take()?.start(process)
  }

  function acquire(client: string): Promise<RenderProcess> {
    if (closed) return Promise.reject(new RenderError('busy', 'the renderer is closed'))
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        start: (process) => {
          clearTimeout(timer)
          resolve(process)
        },
        refuse: (reason) => {
          clearTimeout(timer)
          reject(new RenderError('busy', reason))
        },
      }
      const timer = setTimeout(() => {
        waiting.delete(client, entry)
        entry.refuse(`no turn within ${patienceMs} ms`)
      }, patienceMs)
      waiting.add(client, entry)?.refuse('too many documents are waiting')
      startNext()
    })
  }

  async function run(order: RenderOrder, client = service) {
    if (!Number.isInteger(order.size) || order.size < 1 || order.size > rendererLimits.sizeMax)
      throw new RangeError(`a document has 1 to ${rendererLimits.sizeMax} pixels a side, not ${order.size}`)
    return inSpan(
      { name: `render ${order.as}`, attributes: { 'chatsvg.render.size': order.size } },
      async () => {
        const process = await acquire(client)
        try {
          return await process.run(order)
        } finally {
          giveBack(process)
        }
      },
    )
  }

  return {
    async render(svg, { size, client }) {
      const answer = await run({ as: 'png', svg, size }, client)
      if (answer.kind !== 'png')
        throw new RenderError('crashed', 'the rendering process answered something else')
      return copyAlone(answer.png)
    },
    async renderPixels(svg, { size }) {
      const answer = await run({ as: 'pixels', svg, size })
      if (answer.kind !== 'pixels')
        throw new RenderError('crashed', 'the rendering process answered something else')
      return answer.pixels
    },
    async renderPlain(svg, { client }) {
      const answer = await run({ as: 'plain', svg, size: 1 }, client)
      if (answer.kind !== 'plain')
        throw new RenderError('crashed', 'the rendering process answered something else')
      return answer.svg
    },
    get pids() {
      return [...idle.keys(), ...busy].flatMap(({ pid }) => pid ?? [])
    },
    async [Symbol.asyncDispose]() {
      closed = true
      for (const entry of waiting.clear()) entry.refuse('the renderer is closed')
      const processes = [...idle.keys(), ...busy]
      for (const timer of idle.values()) clearTimeout(timer)
      idle.clear()
      await Promise.all(processes.map((process) => process[Symbol.asyncDispose]()))
    },
  }
}

/**
 * The data is a part of the process's message, and a small `Buffer.from` would be a part of a pool: both
 * would keep the rest in memory.
 */
function copyAlone(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.byteLength)
  copy.set(bytes)
  return copy
}
