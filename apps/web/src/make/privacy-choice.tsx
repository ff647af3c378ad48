import { Choice } from '../design/index.ts'

const privacies = [
  { value: 'public', label: 'Public' },
  { value: 'private', label: 'Only you' },
]

/** The choice who sees the next picture. It is beside the button that draws it. */
export const PrivacyChoice = ({
  isPrivate,
  onChoose,
}: {
  isPrivate: boolean
  onChoose: (isPrivate: boolean) => void
}) => (
  <Choice
    label="Who sees it"
    value={isPrivate ? 'private' : 'public'}
    onChoose={(value) => onChoose(value === 'private')}
    options={privacies}
  />
)
