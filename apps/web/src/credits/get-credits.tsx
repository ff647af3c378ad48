import { Link } from 'wouter'
import { buttonClass } from '../design/index.ts'

/** Leads to the page where credits are bought, asked for and explained. */
export function GetCredits() {
  return (
    <Link href="/billing" className={buttonClass('primary')}>
      Get credits
    </Link>
  )
}
