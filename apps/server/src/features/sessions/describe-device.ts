import Bowser from 'bowser'

/**
 * @returns a description of the device for its owner, such as "Firefox on Linux" or "Safari on iPhone";
 * programs have their own name.
 */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os, platform } = Bowser.parse(userAgent)
  const system = platform.model ?? os.name
  if (browser.name) return system ? `${browser.name} on ${system}` : browser.name
  return system ?? nameOfProgram(userAgent) ?? 'Unknown device'
}

/** The first product of a `User-Agent` (RFC 9110, section 10.1.5), without its version. */
function nameOfProgram(userAgent: string): string | undefined {
  return /^([\w.-]{1,40})(?:\/|$)/.exec(userAgent)?.[1]
}
