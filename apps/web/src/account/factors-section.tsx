import { describeProblem } from '../api/index.ts'
import { Skeleton } from '../design/index.ts'
import { useFactors } from './factors.ts'
import { PasskeyList } from './passkey-list.tsx'
import type { Profile } from './profile.ts'
import { Section } from './section.tsx'
import { TotpSettings } from './totp-settings.tsx'

export function FactorsSection({ profile }: { profile: Profile }) {
  const { data: factors, error } = useFactors(profile.id)
  return (
    <Section
      name="factors"
      title="Passkeys and second factor"
      lead="A passkey signs you in by itself. A second factor asks for a code after the password."
    >
      {factors ? (
        <>
          <PasskeyList profile={profile} passkeys={factors.passkeys} />
          <TotpSettings profile={profile} factors={factors} />
        </>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
    </Section>
  )
}
