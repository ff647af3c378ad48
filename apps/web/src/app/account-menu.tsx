import { useState } from 'react'
import { useLocation } from 'wouter'
import { describeProblem } from '../api/index.ts'
import { chooseTheme, Menu, type MenuItem, notify, type Theme, useTheme } from '../design/index.ts'
import { deletePendingNow } from '../picture/index.ts'
import { type Account, endSession, usePersonalCredits, useWorkspaces } from '../session/index.ts'
import { changeAccount, describeBalance } from '../workspaces/index.ts'

const nextTheme: Record<Theme, { theme: Theme; label: string; icon: 'sun' | 'moon' | 'device' }> = {
  system: { theme: 'dark', label: 'Dark', icon: 'moon' },
  dark: { theme: 'light', label: 'Light', icon: 'sun' },
  light: { theme: 'system', label: 'Light or dark like the system', icon: 'device' },
}

/** The menu of the user: in whose name they act, account, preferences and sign-out. */
export function AccountMenu({ user, onKeys }: { user: Account; onKeys: () => void }) {
  const [, navigate] = useLocation()
  const { theme, label, icon } = nextTheme[useTheme()]
  const [wasOpened, setOpened] = useState(false)
  const items: MenuItem[] = [
    ...useAccounts(user, wasOpened),
    { label: 'Workspaces', icon: 'layers', onChoose: () => navigate('/workspaces') },
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
  return (
    <Menu
      label="You"
      icon="person"
      look="quiet"
      iconOnly
      items={items}
      heading={user.email}
      onOpen={() => setOpened(true)}
    />
  )
}

/** The accounts in whose name the user can act; empty without workspaces. */
function useAccounts({ workspace }: Account, isEnabled: boolean): MenuItem[] {
  const { data: workspaces = workspace ? [workspace] : [] } = useWorkspaces(isEnabled)
  const credits = usePersonalCredits(isEnabled)
  if (workspaces.length === 0) return []
  return [
    {
      label: 'Personal',
      ...(credits !== undefined && { note: describeBalance(credits) }),
      icon: workspace ? 'person' : 'check',
      isChosen: !workspace,
      onChoose: () => void changeAccount(undefined),
    },
    ...workspaces.map((one) => ({
      label: one.name,
      note: one.suspended ? 'suspended' : describeBalance(one.credits),
      icon: one.id === workspace?.id ? ('check' as const) : ('layers' as const),
      isChosen: one.id === workspace?.id,
      onChoose: () => void changeAccount(one),
    })),
  ]
}

async function signOut(): Promise<void> {
  try {
    await deletePendingNow()
    await endSession()
  } catch (error) {
    notify(describeProblem(error))
  }
}
