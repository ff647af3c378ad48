import type { Locator, Page } from 'playwright-core'

/** The pictures that the tests of Make draw, and the locators of its page. */
export const sentence = 'two circles on a line'
export const begun =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle cx="80" cy="128" r="40" fill="#336699"/>'
export const more = '<circle cx="176" cy="128" r="40" fill="none" stroke="#b5341d" stroke-width="6"/>'
export const ended = '<path d="M16 200H240" stroke="#1d1b18" stroke-width="4"/></svg>'

export const picture = (page: Page): Locator => page.getByRole('region', { name: 'The picture' })
export const prompt = (page: Page) => page.getByLabel('Your sentence')
export const credits = (page: Page) => page.getByRole('banner').getByTitle(/Credits/)

export async function ask(page: Page, text = sentence): Promise<void> {
  await prompt(page).fill(text)
  await prompt(page).press('Enter')
}
