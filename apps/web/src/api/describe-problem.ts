import { ApiError, isProblem, UnreachableError } from '@chatsvg/client'
import { OtherAccountError, readWorkspaceId } from './acting.ts'

/** The user or their device declined. `message` is shown to the user. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError'

  constructor(message: string, cause: unknown) {
    super(message, { cause })
  }
}

/** What happened and what to do, in a sentence or two for the user. */
export function describeProblem(error: unknown): string {
  if (error instanceof UnreachableError)
    return navigator.onLine
      ? 'The service did not answer. Try again in a moment.'
      : 'You are offline. Try again when the connection is back.'
  if (error instanceof DeclinedError) return error.message
  if (error instanceof OtherAccountError)
    return 'You changed to another account before the answer came. Change back to see whether it was done.'
  if (!(error instanceof ApiError)) return 'Something went wrong on this page. Reload it and try again.'
  if (isProblem(error, 'monthly_limit_reached') && readWorkspaceId() !== undefined)
    return 'The workspace has reached its limit of credits for this month. Its admins can raise it.'
  if (error.code === 'svg_not_found')
    return 'This picture is no longer there. It was deleted, or it is private now.'
  if (error.code === 'svg_unavailable')
    return 'The file of this picture is missing. Whoever runs this service has been told.'
  if (error.status === 429 && error.retryAfterSeconds)
    return `${firstSentence(error.message)} You can continue ${describeWait(error.retryAfterSeconds)}.`
  if (error.status >= 500) return 'The service has a problem at the moment. Try again in a little while.'
  return error.message
}

const firstSentence = (text: string) => `${text.split('. ')[0]?.replace(/\.$/, '')}.`

/** Such as "in 40 seconds", "in 3 minutes", or, beyond an hour, "at 16:20". */
function describeWait(seconds: number): string {
  if (seconds <= 90) return `in ${Math.ceil(seconds)} seconds`
  if (seconds < 3600) return `in ${Math.ceil(seconds / 60)} minutes`
  const at = new Date(Date.now() + seconds * 1000)
  return `at ${at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
}
