import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, notify, Question } from '../design/index.ts'
import { notePictureDeleted } from '../picture/index.ts'
import styles from './own-tools.module.css'
import { type ListedPicture, removeFromLists, updatePrivacyInLists } from './picture-list.ts'

type OwnToolsProps = {
  picture: ListedPicture
  /** Whether its tile is in the tab order. */
  isActive: boolean
  onDelete: (picture: ListedPicture) => void
}

/**
 * Buttons of the owner on a tile: publish, make private, delete. The large view also has them, for users
 * without a pointer.
 */
export function OwnTools({ picture, isActive, onDelete }: OwnToolsProps) {
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const { id, privacy = false, removedAt } = picture
  const tabIndex = isActive ? 0 : -1

  async function changePrivacy(to: boolean): Promise<void> {
    setBusy(true)
    updatePrivacyInLists(queries, id, to)
    try {
      await call('PATCH /api/user/generations/{id}', { params: { id }, body: { privacy: to } })
      notify(to ? 'Only you see this picture now' : 'Everybody can see this picture now', {
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
        onClick={() => onDelete(picture)}
      />
    </div>
  )
}

/** Deletes after a confirmation. */
export function DeleteQuestion({ picture, onClose }: { picture: ListedPicture; onClose: () => void }) {
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const { id } = picture

  async function remove(): Promise<void> {
    setBusy(true)
    try {
      await call('DELETE /api/user/generations/{id}', { params: { id } })
      notePictureDeleted(id)
      removeFromLists(queries, id)
      notify('Picture deleted')
      void queries.invalidateQueries({ queryKey: ['pictures'] })
    } catch (error) {
      notify(describeProblem(error))
    }
    onClose()
  }

  return (
    <Question
      title="Delete this picture?"
      verb="Delete"
      busy={isBusy}
      onYes={() => void remove()}
      onNo={onClose}
    >
      <p>
        “{picture.prompt}” goes from your history, and from every page that shows it. It cannot be brought
        back.
      </p>
    </Question>
  )
}
