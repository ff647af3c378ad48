import { navigate } from 'wouter/use-browser-location'
import { describeProblem } from '../api/index.ts'
import { announce, notify } from '../design/index.ts'
import { actAs, type Workspace } from '../session/index.ts'

/** Pages of one thing, which another account may not be shown. */
const pagesOfThings = /^\/(picture|set|collection)\//

/**
 * Acts in the name of a workspace, or of the user's own account, from now on. A failure is shown. With
 * unsaved changes in the editor, the user is asked first, and the account stays.
 *
 * @param chosen undefined: the user's own account.
 * @returns whether the page acts in the chosen name.
 */
export async function changeAccount(chosen: Pick<Workspace, 'id' | 'name'> | undefined): Promise<boolean> {
  if (pagesOfThings.test(location.pathname)) navigate('/')
  if (pagesOfThings.test(location.pathname)) return false
  // Its filters may name a member of the workspace before.
  if (location.pathname === '/history' && location.search) navigate('/history', { replace: true })
  try {
    await actAs(chosen && { id: chosen.id, name: chosen.name })
    announce(chosen ? `You act in ${chosen.name} now.` : 'You act as yourself now.')
    return true
  } catch (error) {
    notify(describeProblem(error))
    return false
  }
}
