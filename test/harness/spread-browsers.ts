import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files between two that open browsers: about as much work as one of those. */
const betweenBrowsers = 4

/**
 * A browser takes a core for itself. Files that open one come one after the other, among those that wait for
 * the most part, instead of all at once.
 */
export class SpreadBrowsers extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const browsers = sorted.filter(opensBrowser)
    const others = sorted.filter((file) => !opensBrowser(file))
    const spread: TestSpecification[] = []
    for (const [at, browser] of browsers.entries())
      spread.push(browser, ...others.slice(at * betweenBrowsers, (at + 1) * betweenBrowsers))
    return [...spread, ...others.slice(browsers.length * betweenBrowsers)]
  }
}

const opensBrowser = ({ moduleId }: TestSpecification) =>
  /\/test\/(?:web|renderers)\/|\/browser\.test\./.test(moduleId)
