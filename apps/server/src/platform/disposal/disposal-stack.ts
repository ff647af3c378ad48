export type DisposalStack = AsyncDisposable & {
  /** Registers a resource and returns it. */
  use<Resource extends AsyncDisposable | Disposable>(resource: Resource): Resource
  defer(dispose: () => void | Promise<void>): void
}

/**
 * Closes in the reverse order of opening, one after the other. When one fails to close, the others are still
 * closed; all errors are thrown together at the end. A second disposal does nothing.
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
