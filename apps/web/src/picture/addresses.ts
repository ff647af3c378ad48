/**
 * The URL of a picture's file on our own origin: the service's `svgUrl` may have another host than the page.
 */
export const pictureFile = (id: string): string => `/api/svg/${id}/file.svg`

/** The Make page, with the sentence and the style of a picture filled in. */
export const drawAgainPath = ({ prompt, style }: { prompt: string; style: string }): string =>
  `/?${new URLSearchParams({ prompt, style })}`
