import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, LongField, Tick, typedMax } from '../design/index.ts'
import { type Collection, collectionKeys } from './collections.ts'

type CollectionFormProps = {
  /** undefined: a new one is made. */
  collection?: Collection
  onSaved: (collection: Collection) => void
  onClose: () => void
}

/** Makes a collection, or changes its name, its description and who sees it. */
export function CollectionForm({ collection, onSaved, onClose }: CollectionFormProps) {
  const [name, setName] = useState(collection?.name ?? '')
  const [description, setDescription] = useState(collection?.description ?? '')
  const [isPublic, setPublic] = useState(collection ? !collection.privacy : false)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: async () => {
      const body = { name, description, privacy: !isPublic }
      const answer = collection
        ? await call('PATCH /api/collections/{id}', { params: { id: collection.id }, body })
        : await call('POST /api/collections', { body })
      return answer.collection
    },
    onSuccess(saved) {
      void queries.invalidateQueries({ queryKey: collectionKeys.all })
      onSaved(saved)
    },
  })
  return (
    <Dialog title={collection ? 'Change the collection' : 'New collection'} onClose={onClose}>
      <DialogForm
        onSubmit={() => {
          if (!save.isPending) save.mutate()
        }}
        failure={save.error && describeProblem(save.error)}
        buttons={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={save.isPending} disabled={name.trim() === ''}>
              {collection ? 'Save' : 'Make it'}
            </Button>
          </>
        }
      >
        <Field
          label="Name"
          name="collection-name"
          autoComplete="off"
          maxLength={typedMax(80)}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <LongField
          label="Description"
          name="collection-description"
          maxLength={typedMax(500)}
          hint="Optional."
          value={description}
          onChange={({ target }) => setDescription(target.value)}
        />
        <Tick label="Everybody can see it" name="collection-public" checked={isPublic} onChange={setPublic} />
      </DialogForm>
    </Dialog>
  )
}
