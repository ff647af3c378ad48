import { useCallback, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { Button, buttonClass, DrawnSheet, EmptyState, useKeys } from '../design/index.ts'
import { useMay } from '../session/index.ts'
import { isFiltered, noFilters } from './filters.ts'
import { JobStrip } from './job-strip.tsx'
import { ListHead } from './list-head.tsx'
import { ListView } from './list-view.tsx'
import { OwnPage } from './own-page.tsx'
import { OwnTools } from './own-tools.tsx'
import { type ListedPicture, listKeys, type PictureList } from './picture-list.ts'
import { SelectionBar } from './selection-bar.tsx'
import { chosenOf, emptySelection, type PictureSelection, withRange, withToggled } from './selection-state.ts'
import { useFilters } from './use-filters.ts'
import { usePictureList } from './use-picture-list.ts'

/** The user's pictures and unfinished jobs. */
export default function HistoryPage() {
  return (
    <OwnPage
      title="History"
      visitors={{
        title: 'Your pictures are stored here',
        text: 'Sign in to see what you have drawn, to publish it, and to continue with it.',
      }}
    >
      {({ id, workspace }) => <OwnPictures key={id} workspace={workspace?.name} />}
    </OwnPage>
  )
}

function OwnPictures({ workspace }: { workspace: string | undefined }) {
  const mayDraw = useMay('member')
  const [filters, change] = useFilters()
  const list = useMemo<PictureList>(() => ({ ...filters, kind: 'history' }), [filters])
  const renderTools = useCallback(
    (picture: ListedPicture, isActive: boolean) => <OwnTools picture={picture} isActive={isActive} />,
    [],
  )
  const { pictures } = usePictureList(list)
  const [selection, setSelection] = useSelection(list)
  const ids = pictures.map(({ id }) => id)
  return (
    <>
      <ListHead
        title="History"
        searchLabel={workspace === undefined ? 'Search your prompts' : 'Search the prompts'}
        filters={filters}
        onChange={change}
        hasPrivacy
      >
        {pictures.length > 0 && !selection && (
          <Button look="quiet" icon="check" onClick={() => setSelection(emptySelection)}>
            Choose several
          </Button>
        )}
      </ListHead>
      <JobStrip />
      {selection && (
        <SelectionBar
          chosen={chosenOf(selection, pictures)}
          onChooseAll={() => setSelection({ ids: new Set(ids), anchor: undefined })}
          onDone={() => setSelection(undefined)}
        />
      )}
      <ListView
        list={list}
        label="History"
        {...(mayDraw && { renderTools })}
        choice={
          selection && {
            ids: selection.ids,
            onChoose: (id, isRange) =>
              setSelection(isRange ? withRange(selection, ids, id) : withToggled(selection, id)),
          }
        }
        empty={
          isFiltered(filters) ? (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title="No pictures match"
              action={<Button onClick={() => change(noFilters)}>Show all pictures</Button>}
            >
              {workspace === undefined ? 'None of your pictures match.' : 'None of its pictures match.'} Try
              other words or another style.
            </EmptyState>
          ) : (
            <EmptyState
              picture={<DrawnSheet kind="begun" />}
              title={
                workspace === undefined
                  ? 'You have drawn nothing yet'
                  : `Nothing has been drawn in ${workspace} yet`
              }
              action={
                mayDraw && (
                  <Link href="/" className={buttonClass('primary')}>
                    Draw something
                  </Link>
                )
              }
            >
              {mayDraw
                ? 'Describe a picture, and it will appear here.'
                : 'What its members draw will appear here.'}
            </EmptyState>
          )
        }
      />
    </>
  )
}

/**
 * The chosen pictures of a list; undefined while the user is not choosing. Escape ends the choice, and so
 * does a change to another list.
 */
function useSelection(list: PictureList) {
  const key = JSON.stringify(listKeys.of(list))
  const [chosen, setChosen] = useState<{ key: string; selection: PictureSelection }>()
  const selection = chosen?.key === key ? chosen.selection : undefined

  function change(next: PictureSelection | undefined): void {
    setChosen(next && { key, selection: next })
    // The button that was pressed is gone.
    if (!next || !selection) requestAnimationFrame(focusGrid)
  }

  useKeys({ ...(selection && { Escape: () => change(undefined) }) })
  return [selection, change] as const
}

const focusGrid = () =>
  document.querySelector<HTMLElement>('[data-picture][tabindex="0"]')?.focus({ preventScroll: true })
