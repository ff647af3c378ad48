import { fileOfAccount } from '../api/index.ts'

/**
 * The URL of a picture's file on the page's origin, because the host in `svgUrl` may be another one. It names
 * the workspace in which the user acts, because otherwise its private pictures are not found.
 */
export const pictureFile = (id: string): string => fileOfAccount(publicFile(id))

/** The same for other pages: without the workspace. */
export const publicFile = (id: string): string => `/api/svg/${id}/file.svg`

/** The URL of the first page, with the prompt and style of a picture. */
export const drawAgainPath = ({ prompt, style }: { prompt: string; style: string }): string =>
  `/?${new URLSearchParams({ prompt, style })}`
