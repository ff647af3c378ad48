import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The number of files between two browser tests: about as much work as one of those. */
const betweenBrowsers = 4

/**
 * A browser uses a whole core. So browser test files run one after the other, between files that mostly wait.
 * Files whose tests run processes for a long time come before the other ones: at the end of the run, such a
 * file would leave a core idle.
 */
export class SpreadBrowsers extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const browsers = sorted.filter(opensBrowser)
    const without = sorted.filter((file) => !opensBrowser(file))
    const others = [...without.filter(takesLong), ...without.filter((file) => !takesLong(file))]
    const spread: TestSpecification[] = []
    for (const [at, browser] of browsers.entries())
      spread.push(browser, ...others.slice(at * betweenBrowsers, (at + 1) * betweenBrowsers))
    return [...spread, ...others.slice(browsers.length * betweenBrowsers)]
  }
}

const opensBrowser = ({ moduleId }: TestSpecification) =>
  /\/test\/(?:web|renderers)\/|\/browser\.test\./.test(moduleId)

const takesLong = ({ moduleId }: TestSpecification) =>
  /\/test\/(?:chaos|soak|load)\/|\/quotes\/[^/]+$/.test(moduleId)
