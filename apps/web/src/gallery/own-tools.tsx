import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/index.ts'
import { deleteWithGrace } from '../picture/index.ts'
import { changePrivacy } from './change-privacy.ts'
import styles from './own-tools.module.css'
import type { ListedPicture } from './picture-list.ts'

type OwnToolsProps = {
  picture: ListedPicture
  /** Whether its tile is in the tab order. */
  isActive: boolean
}

/**
 * Buttons of the owner on a tile: publish, make private, delete. The large view also has them, for users
 * without a pointer.
 */
export function OwnTools({ picture, isActive }: OwnToolsProps) {
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const { id, privacy = false, removedAt } = picture
  const tabIndex = isActive ? 0 : -1

  async function toggle(): Promise<void> {
    setBusy(true)
    await changePrivacy(queries, [picture], !privacy)
    setBusy(false)
  }

  return (
    <div className={styles.tools}>
      {!removedAt && (
        <Button
          look="quiet"
          icon={privacy ? 'eye' : 'lock'}
          aria-label={privacy ? 'Make it public' : 'Make it private'}
          tabIndex={tabIndex}
          busy={isBusy}
          onClick={() => void toggle()}
        />
      )}
      <Button
        look="quiet"
        icon="trash"
        aria-label="Delete"
        tabIndex={tabIndex}
        onClick={() =>
          deleteWithGrace([id], () => void queries.invalidateQueries({ queryKey: ['pictures'] }))
        }
      />
    </div>
  )
}
