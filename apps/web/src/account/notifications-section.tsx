import type { SignedInUser } from '../api/index.ts'
import { Notifications, useNotifications } from './notifications.tsx'
import { Section } from './section.tsx'

export function NotificationsSection({ user }: { user: SignedInUser }) {
  const pages = useNotifications(user.id, 8)
  return (
    <Section name="notifications" title="Notifications">
      <Notifications pages={pages} />
    </Section>
  )
}
