import { Choice } from '../design/index.ts'
import { useOwners } from '../session/index.ts'
import { changeDraft, useDraft } from './draft.ts'

type PrivacyChoiceProps = {
  label?: string
  isPrivate: boolean
  onChoose: (isPrivate: boolean) => void
}

/** The choice who sees the next picture. It is beside the button that draws it. */
export const PrivacyChoice = ({ label = 'Who sees it', isPrivate, onChoose }: PrivacyChoiceProps) => (
  <Choice
    label={label}
    value={isPrivate ? 'private' : 'public'}
    onChoose={(value) => onChoose(value === 'private')}
    options={[
      { value: 'public', label: 'Public' },
      { value: 'private', label: `Only ${useOwners().who}` },
    ]}
  />
)

/** The same choice at the sign-up, for all pictures until the user chooses again. */
export function FirstPrivacyChoice() {
  const { privacy } = useDraft()
  return (
    <PrivacyChoice
      label="Who sees your pictures"
      isPrivate={privacy}
      onChoose={(chosen) => changeDraft({ privacy: chosen })}
    />
  )
}
