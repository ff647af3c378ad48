import { useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { Menu, notify, Skeleton } from '../design/index.ts'
import { includesRole, type Member, useMembers, type Workspace } from '../session/index.ts'
import { roleNames } from '../workspaces/index.ts'
import styles from './account-form.module.css'
import { MemberDialog, RemoveMemberDialog } from './member-dialog.tsx'
import { Section } from './section.tsx'
import { useWorkspaceChanged } from './workspaces.ts'

type Doing = { what: 'change' | 'remove'; member: Member }
type MembersSectionProps = { workspace: Workspace; isAdmin: boolean }

/** Who is in a workspace. Admins see addresses, limits and use, and change what their role may. */
export function MembersSection({ workspace, isAdmin }: MembersSectionProps) {
  const { data, error } = useMembers(workspace.id)
  const changed = useWorkspaceChanged(workspace.id)
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const done = (text: string) => {
    notify(text)
    close()
    changed()
  }
  return (
    <Section name="members" title="Members">
      {data ? (
        <ul className={styles.ways}>
          {data.members.map((member) => (
            <li key={member.id}>
              <span className={styles.way}>
                <span>
                  {member.name}
                  {member.id === workspace.memberId && ' (you)'}
                  <span className={styles.state}>{factsOf(member)}</span>
                </span>
              </span>
              {isAdmin && includesRole(workspace.role, member.role) && (
                <Menu
                  label={`More about ${member.name}`}
                  icon="more"
                  iconOnly
                  items={[
                    { label: 'Role and limit', onChoose: () => setDoing({ what: 'change', member }) },
                    ...(member.id === workspace.memberId
                      ? []
                      : [{ label: 'Remove', onChoose: () => setDoing({ what: 'remove', member }) }]),
                  ]}
                />
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {doing?.what === 'change' && (
        <MemberDialog
          workspace={workspace}
          member={doing.member}
          onChanged={() => done('Saved.')}
          onClose={close}
        />
      )}
      {doing?.what === 'remove' && (
        <RemoveMemberDialog
          workspace={workspace}
          member={doing.member}
          onRemoved={() => done(`${doing.member.name} is no longer a member.`)}
          onClose={close}
        />
      )}
    </Section>
  )
}

/** The use is known only to admins, and to each member of themselves. */
function factsOf({ role, email, monthlyCredits, spentThisMonth }: Member): string {
  const limit = monthlyCredits === undefined || monthlyCredits === null ? '' : ` of ${monthlyCredits}`
  return [
    roleNames[role],
    ...(email === undefined ? [] : [email]),
    ...(spentThisMonth === undefined ? [] : [`${spentThisMonth}${limit} credits this month`]),
  ].join(' · ')
}
