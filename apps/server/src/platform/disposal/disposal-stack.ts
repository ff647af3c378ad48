export type DisposalStack = AsyncDisposable & {
  /** Takes charge of a resource and hands it back. */
  use<Resource extends AsyncDisposable | Disposable>(resource: Resource): Resource
  defer(dispose: () => void | Promise<void>): void
}

/**
 * Closes in the reverse order of opening, each after the one before is closed. One that fails to close does
 * not keep the others open; their errors are thrown together at the end. Disposing twice is disposing once.
 */
export function createDisposalStack(): DisposalStack {
  const pending: (() => void | Promise<void>)[] = []
  let disposed: Promise<void> | undefined

  async function disposeAll(): Promise<void> {
    const errors: unknown[] = []
    for (let dispose = pending.pop(); dispose; dispose = pending.pop()) {
      try {
        await dispose()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'not everything could be closed')
  }

  return {
    use(resource) {
      pending.push(async () => {
        if (Symbol.asyncDispose in resource) await resource[Symbol.asyncDispose]()
        else resource[Symbol.dispose]()
      })
      return resource
    },
    defer(dispose) {
      pending.push(dispose)
    },
    [Symbol.asyncDispose]() {
      disposed ??= disposeAll()
      return disposed
    },
  }
}
