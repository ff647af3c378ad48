import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem, fetchFile } from '../api/index.ts'
import { Button, Menu, type MenuItem, notify } from '../design/index.ts'
import { deleteWithGrace, saveFile } from '../picture/index.ts'
import { useMay, useUser } from '../session/index.ts'
import { changePrivacy } from './change-privacy.ts'
import { CollectSeveralDialog } from './collect-several-dialog.tsx'
import type { ListedPicture } from './picture-list.ts'
import styles from './selection-bar.module.css'

type SelectionBarProps = {
  chosen: readonly ListedPicture[]
  onChooseAll: () => void
  onDone: () => void
}

/** Pictures in one archive, which is what the service allows. */
const archivedMax = 50

/** How many of the user's pictures are chosen, and what can be done with all of them. */
export function SelectionBar({ chosen, onChooseAll, onDone }: SelectionBarProps) {
  const queries = useQueryClient()
  const user = useUser()
  const mayChange = useMay('member')
  const [isSaving, setSaving] = useState(false)
  const [isCollecting, setCollecting] = useState(false)
  const isEmpty = chosen.length === 0
  const ids = chosen.map(({ id }) => id)

  async function download(): Promise<void> {
    setSaving(true)
    try {
      const parts = Math.ceil(ids.length / archivedMax)
      for (let part = 0; part < parts; part += 1) {
        const body = { ids: ids.slice(part * archivedMax, (part + 1) * archivedMax) }
        const file = await fetchFile('POST /api/svg/files.zip', { body })
        saveFile(file, `chatsvg-pictures${parts > 1 ? `-${part + 1}` : ''}.zip`)
      }
    } catch (error) {
      notify(describeProblem(error))
    } finally {
      setSaving(false)
    }
  }

  function remove(): void {
    deleteWithGrace(ids, () => void queries.invalidateQueries({ queryKey: ['pictures'] }))
    onDone()
  }

  const publish = (isPrivate: boolean) => void changePrivacy(queries, chosen, isPrivate)
  const more: MenuItem[] = [
    { label: 'Add to a collection', icon: 'plus', onChoose: () => setCollecting(true) },
    { label: 'Make them public', icon: 'eye', onChoose: () => publish(false) },
    { label: 'Make them private', icon: 'lock', onChoose: () => publish(true) },
  ]

  return (
    <div role="toolbar" aria-label="Chosen pictures" className={styles.bar}>
      <p className={styles.count} aria-live="polite">
        {isEmpty ? 'Choose pictures' : `${chosen.length} chosen`}
      </p>
      <Button look="quiet" aria-label="Choose all" onClick={onChooseAll}>
        All
      </Button>
      <div className={styles.actions}>
        <Button
          icon="download"
          busy={isSaving}
          disabled={isEmpty}
          title="SVG and PNG, in one archive"
          onClick={() => void download()}
        >
          Download
        </Button>
        {mayChange && (
          <Button icon="trash" disabled={isEmpty} onClick={remove}>
            Delete
          </Button>
        )}
        {mayChange && !isEmpty && <Menu label="More actions" icon="more" iconOnly items={more} />}
      </div>
      <Button look="quiet" onClick={onDone}>
        Done
      </Button>
      {isCollecting && user && (
        <CollectSeveralDialog ids={ids} userId={user.id} onClose={() => setCollecting(false)} />
      )}
    </div>
  )
}
