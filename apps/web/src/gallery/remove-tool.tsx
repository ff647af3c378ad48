import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { collectionKeys } from '../collections/index.ts'
import { Button, notify } from '../design/index.ts'
import styles from './own-tools.module.css'
import type { ListedPicture } from './picture-list.ts'

type RemoveToolProps = {
  collectionId: string
  picture: ListedPicture
  /** Whether its tile is in the tab order. */
  isActive: boolean
}

/** Removes a picture from the user's collection. The menu of the picture does the same, for touch screens. */
export function RemoveTool({ collectionId, picture, isActive }: RemoveToolProps) {
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const params = { id: collectionId, pictureId: picture.id }

  async function change(isIn: boolean): Promise<void> {
    setBusy(true)
    try {
      if (isIn) await call('PUT /api/collections/{id}/pictures/{pictureId}', { params })
      else {
        await call('DELETE /api/collections/{id}/pictures/{pictureId}', { params })
        notify('Removed from the collection', { verb: 'Undo', act: () => void change(true) })
      }
      void queries.invalidateQueries({ queryKey: collectionKeys.all })
    } catch (error) {
      notify(describeProblem(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={styles.tools}>
      <Button
        look="quiet"
        icon="minus"
        aria-label="Remove from the collection"
        title="Remove from the collection"
        tabIndex={isActive ? 0 : -1}
        busy={isBusy}
        onClick={() => void change(false)}
      />
    </div>
  )
}
