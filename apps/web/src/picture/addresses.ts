/**
 * A picture's file on our own origin: what the service gives as `svgUrl` may name another host than the one
 * that the page was opened by.
 */
export const pictureFile = (id: string): string => `/api/svg/${id}/file.svg`

/** Make, with the sentence and the style of a picture filled in. */
export const drawAgainPath = ({ prompt, style }: { prompt: string; style: string }): string =>
  `/?${new URLSearchParams({ prompt, style })}`
