import { onTestFinished } from 'vitest'

/** Registers the resource with the running test: it is disposed at the end of the test, in reverse order. */
export function keep<Resource extends AsyncDisposable>(resource: Resource): Resource {
  onTestFinished(async () => resource[Symbol.asyncDispose]())
  return resource
}
