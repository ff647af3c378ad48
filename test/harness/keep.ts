import { onTestFinished } from 'vitest'

/** Hands the resource to the test that runs: it is disposed when the test is over, the last one first. */
export function keep<Resource extends AsyncDisposable>(resource: Resource): Resource {
  onTestFinished(async () => resource[Symbol.asyncDispose]())
  return resource
}
