import { useLocation } from 'wouter'
import { describeProblem, type SignedInUser } from '../api/index.ts'
import { chooseTheme, Menu, type MenuItem, notify, type Theme, useTheme } from '../design/index.ts'
import { deletePendingNow } from '../picture/index.ts'
import { endSession } from '../session/index.ts'

const nextTheme: Record<Theme, { theme: Theme; label: string; icon: 'sun' | 'moon' | 'device' }> = {
  system: { theme: 'dark', label: 'Dark', icon: 'moon' },
  dark: { theme: 'light', label: 'Light', icon: 'sun' },
  light: { theme: 'system', label: 'Light or dark like the system', icon: 'device' },
}

/** The menu of the user: account, preferences and sign-out. */
export function AccountMenu({ user, onKeys }: { user: SignedInUser; onKeys: () => void }) {
  const [, navigate] = useLocation()
  const { theme, label, icon } = nextTheme[useTheme()]
  const items: MenuItem[] = [
    { label: 'Account', icon: 'person', onChoose: () => navigate('/account') },
    { label: 'Billing', icon: 'credit', onChoose: () => navigate('/billing') },
    { label: 'Collections', icon: 'collection', onChoose: () => navigate('/collections') },
    { label: 'Build with it', icon: 'code', onChoose: () => navigate('/build') },
    ...(user.role === 'ADMIN'
      ? [{ label: 'Admin', icon: 'key' as const, onChoose: () => navigate('/admin') }]
      : []),
    { label, icon, onChoose: () => chooseTheme(theme) },
    { label: 'Keyboard shortcuts', icon: 'menu', onChoose: onKeys },
    { label: 'Sign out', icon: 'arrowRight', onChoose: () => void signOut() },
  ]
  return <Menu label="You" icon="person" look="quiet" iconOnly items={items} heading={user.email} />
}

async function signOut(): Promise<void> {
  try {
    await deletePendingNow()
    await endSession()
  } catch (error) {
    notify(describeProblem(error))
  }
}
