import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { collectionKeys, countInWords, useOwnCollections } from '../collections/index.ts'
import { Choice, Dialog, DialogForm, Field, notify, typedMax } from '../design/index.ts'
import { useOwners } from '../session/index.ts'

type CollectSeveralDialogProps = {
  /** The ids of the pictures, in the order of their list. */
  ids: readonly string[]
  userId: string
  onClose: () => void
}

/** Adds several pictures to one of the user's collections, or to a new one. */
export function CollectSeveralDialog({ ids, userId, onClose }: CollectSeveralDialogProps) {
  const queries = useQueryClient()
  const owners = useOwners()
  const { data: collections = [] } = useOwnCollections(userId)
  /** Empty for a new one. */
  const [chosen, setChosen] = useState<string>()
  const [name, setName] = useState('')
  const collectionId = chosen ?? collections[0]?.id ?? ''
  const isNew = collectionId === ''
  const add = useMutation({
    async mutationFn() {
      const id = isNew
        ? (await call('POST /api/collections', { body: { name: name.trim() } })).collection.id
        : collectionId
      // A second attempt must not make a second collection.
      setChosen(id)
      for (const pictureId of ids)
        await call('PUT /api/collections/{id}/pictures/{pictureId}', { params: { id, pictureId } })
    },
    onSuccess() {
      notify(`${countInWords(ids.length)} added to the collection`)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: collectionKeys.all }),
  })
  return (
    <Dialog title="Add to a collection" onClose={onClose}>
      <DialogForm
        onSubmit={() => add.mutate()}
        failure={add.error && describeProblem(add.error)}
        verb="Add"
        busy={add.isPending}
        disabled={isNew && name.trim() === ''}
        onCancel={onClose}
      >
        <Choice
          label="Collection"
          value={collectionId}
          onChoose={setChosen}
          options={[
            ...collections.map((collection) => ({ value: collection.id, label: collection.name })),
            { value: '', label: 'A new collection' },
          ]}
        />
        {isNew && (
          <Field
            label="Name"
            name="new-collection"
            autoComplete="off"
            maxLength={typedMax(80)}
            hint={`Only ${owners.see} it until you publish it.`}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </DialogForm>
    </Dialog>
  )
}
