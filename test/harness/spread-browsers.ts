import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The number of files between two browser tests: about as much work as one of those. */
const betweenBrowsers = 4

/**
 * A browser uses a whole core. So browser test files run one after the other, between files that mostly wait.
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
