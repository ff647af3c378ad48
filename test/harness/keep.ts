import { afterAll, onTestFinished } from 'vitest'

/** Registers the resource with the running test: it is disposed at the end of the test, in reverse order. */
export function keep<Resource extends AsyncDisposable>(resource: Resource): Resource {
  onTestFinished(async () => resource[Symbol.asyncDispose]())
  return resource
}

/**
 * The same for all tests of a file or of a `describe`: it is disposed after the last one. Call it outside of
 * tests and hooks, at the top of the file or in an async `describe`.
 */
export function keepForSuite<Resource extends AsyncDisposable>(resource: Resource): Resource {
  afterAll(async () => resource[Symbol.asyncDispose]())
  return resource
}
