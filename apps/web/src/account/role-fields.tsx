import { Chip, ChipGroup, CountField } from '../design/index.ts'
import type { Role } from '../session/index.ts'
import { roleNames, roleWords } from '../workspaces/index.ts'
import styles from './account-form.module.css'
import { limitBounds } from './workspaces.ts'

type RoleFieldsProps<Offered extends Role> = {
  offered: readonly Offered[]
  role: Offered
  onRole: (role: Offered) => void
  /** The typed limit; empty: none. */
  limit: string
  onLimit: (limit: string) => void
}

/** The role of a member and how much they may spend. */
export function RoleFields<Offered extends Role>({
  offered,
  role,
  onRole,
  limit,
  onLimit,
}: RoleFieldsProps<Offered>) {
  return (
    <>
      <div>
        <ChipGroup label="Role">
          {offered.map((one) => (
            <Chip key={one} name="role" value={one} checked={role === one} onChoose={() => onRole(one)}>
              {roleNames[one]}
            </Chip>
          ))}
        </ChipGroup>
        <p className={styles.state} aria-live="polite">
          {roleWords[role]}
        </p>
      </div>
      <CountField
        label="Credits a month"
        name="member-credits"
        hint="At most so many are spent by this person in a month. Leave it empty for no limit."
        value={limit}
        onType={onLimit}
        {...limitBounds}
      />
    </>
  )
}
