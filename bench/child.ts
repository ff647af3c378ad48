import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A helper process of the benchmark that has answered and may still be serving. */
export type Child<Answer> = AsyncDisposable & { answer: Answer }

type Message<Answer> = { answer: Answer } | { notice: string } | { failure: string }

const running = new Set<ChildProcess>()
// However this process ends, its helpers end with it.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Starts a file of this folder in a separate process, so that its work is not counted as the service's and
 * does not disturb the timing here. The file passes its work to {@link answerParent}.
 *
 * @param onNotice called with intermediate messages of the work.
 */
export async function startChild<Answer>(
  file: URL,
  input: unknown,
  onNotice: (notice: string) => void = () => undefined,
): Promise<Child<Answer>> {
  const child = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const answer = await new Promise<Answer>((resolve, reject) => {
    child.on('message', (message: Message<Answer>) => {
      if ('notice' in message) onNotice(message.notice)
      else if ('failure' in message) reject(new Error(message.failure))
      else resolve(message.answer)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${file.pathname} ended with ${code ?? signal}`)))
    child.send(input as object)
  }).catch(async (error: unknown) => {
    await end(child)
    throw error
  })
  return { answer, [Symbol.asyncDispose]: () => end(child) }
}

/** The same for work that has ended once it has answered. */
export async function runChild<Answer>(
  file: URL,
  input: unknown,
  onNotice?: (notice: string) => void,
): Promise<Answer> {
  await using child = await startChild<Answer>(file, input, onNotice)
  return child.answer
}

/**
 * The side of the helper: does the work once and answers; whatever it opened keeps serving until the parent
 * exits.
 */
export function answerParent<Input, Answer>(
  work: (input: Input, notify: (notice: string) => void) => Promise<Answer>,
): void {
  const send = (message: Message<Answer>) => process.send?.(message)
  process.once('disconnect', () => process.exit())
  // Ctrl-C reaches the whole process group; the parent decides the order of shutdown.
  process.on('SIGINT', () => undefined)
  process.once('message', (input) => {
    work(input as Input, (notice) => send({ notice })).then(
      (answer) => send({ answer }),
      (error: unknown) =>
        send({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
