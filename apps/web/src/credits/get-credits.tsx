import { Link } from 'wouter'
import { buttonClass } from '../design/index.ts'
import { useMay } from '../session/index.ts'

/**
 * Leads to the page where credits are bought, asked for and explained. In a workspace, only its admins see
 * it.
 */
export function GetCredits() {
  if (!useMay('admin')) return null
  return (
    <Link href="/billing" className={buttonClass('primary')}>
      Get credits
    </Link>
  )
}
