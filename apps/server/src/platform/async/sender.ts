export type Sender<Message, Result> = AsyncDisposable & {
  /** Resolves to the result of `send` for the batch with this message. */
  add(message: Message): Promise<Result>
}

/**
 * Sends one batch at a time. Messages of the same turn of the event loop go together, and so do those that
 * are added while a batch is sent. So the order is kept, and many messages cost few round trips. Disposing
 * waits until everything is sent.
 *
 * @param countNext how many of the waiting messages, from the front, go together: at least one.
 * @param send must not reject.
 * @example const sender = createSender((waiting) => Math.min(waiting.length, 200), sendAll)
 */
export function createSender<Message, Result>(
  countNext: (waiting: readonly Message[]) => number,
  send: (batch: Message[]) => Promise<Result>,
): Sender<Message, Result> {
  let waiting: Message[] = []
  let answers: ((result: Result) => void)[] = []
  let sending: Promise<void> | undefined

  async function sendWaiting(): Promise<void> {
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const count = countNext(waiting)
      const [batch, answersOfBatch] = [waiting.slice(0, count), answers.slice(0, count)]
      waiting = waiting.slice(count)
      answers = answers.slice(count)
      const result = await send(batch)
      for (const answer of answersOfBatch) answer(result)
    }
    sending = undefined
  }

  return {
    add: (message) =>
      new Promise((answer) => {
        waiting.push(message)
        answers.push(answer)
        sending ??= sendWaiting()
      }),
    async [Symbol.asyncDispose]() {
      await sending
    },
  }
}
