import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, notify } from '../design/index.ts'
import { deleteWithGrace } from '../picture/index.ts'
import styles from './own-tools.module.css'
import { type ListedPicture, updatePrivacyInLists } from './picture-list.ts'

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

  async function changePrivacy(to: boolean): Promise<void> {
    setBusy(true)
    updatePrivacyInLists(queries, id, to)
    try {
      await call('PATCH /api/user/generations/{id}', { params: { id }, body: { privacy: to } })
      notify(to ? 'Only you can see this picture now' : 'Everybody can see this picture now', {
        verb: 'Undo',
        act: () => void changePrivacy(!to),
      })
      void queries.invalidateQueries({ queryKey: ['pictures'] })
    } catch (error) {
      updatePrivacyInLists(queries, id, !to)
      notify(describeProblem(error))
    } finally {
      setBusy(false)
    }
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
          onClick={() => void changePrivacy(!privacy)}
        />
      )}
      <Button
        look="quiet"
        icon="trash"
        aria-label="Delete"
        tabIndex={tabIndex}
        onClick={() => deleteWithGrace(id, () => void queries.invalidateQueries({ queryKey: ['pictures'] }))}
      />
    </div>
  )
}
