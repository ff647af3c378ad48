import { memo, type ReactNode, useEffect, useState } from 'react'
import { classes, Icon } from '../design/index.ts'
import { nameOfStyle, pictureFile } from '../picture/index.ts'
import { useOwners } from '../session/index.ts'
import { AuthorLink } from './author-link.tsx'
import { awaitTurn, isAtRest } from './loading-turns.ts'
import type { ListedPicture } from './picture-list.ts'
import styles from './tile.module.css'

type TileProps = {
  picture: ListedPicture
  /** Who has asked for it, in a workspace. */
  asker: string | undefined
  /** Whether it is in the tab order; arrows move the focus from there. */
  isActive: boolean
  /** While the user scrolls fast, new tiles stay blank. Afterwards they are filled one after the other. */
  isScrollingFast: boolean
  /** Whether it is chosen; undefined while pictures are opened and not chosen. */
  isChosen: boolean | undefined
  /** Beside the link, such as buttons for the owner. */
  renderTools: ((picture: ListedPicture, isActive: boolean) => ReactNode) | undefined
}

/**
 * A small sheet with a picture, linked to the large one, and the name of its author beside that link. The
 * picture is an `<img>`, so nothing in it can run or access the page.
 */
export const Tile = memo(function Tile(props: TileProps) {
  const { picture, asker, isActive, isScrollingFast, isChosen, renderTools } = props
  const { id, prompt, style, author, privacy, removedAt } = picture
  const owners = useOwners()
  const [isShown, setShown] = useState(() => !isScrollingFast && isAtRest())
  const [isBroken, setBroken] = useState(false)
  useEffect(
    () => (isShown || isScrollingFast ? undefined : awaitTurn(() => setShown(true))),
    [isShown, isScrollingFast],
  )
  return (
    <>
      <a
        href={`/picture/${id}`}
        className={classes(styles.tile, author && styles.named)}
        data-picture={id}
        tabIndex={isActive ? 0 : -1}
        {...(isChosen !== undefined && { role: 'checkbox', 'aria-checked': isChosen, draggable: false })}
      >
        <span className={styles.sheet}>
          {isBroken ? (
            <span className={styles.broken}>
              <Icon name="picture" size={28} />
            </span>
          ) : (
            isShown && (
              <img
                src={pictureFile(id)}
                alt=""
                width={256}
                height={256}
                loading="lazy"
                decoding="async"
                draggable={false}
                onError={() => setBroken(true)}
              />
            )
          )}
        </span>
        <span className={styles.caption}>
          <span className={styles.prompt} dir="auto">
            {prompt}
          </span>
          <span className={styles.style}>
            {nameOfStyle(style)}
            {asker && ` · ${asker}`}
            {removedAt ? (
              <span className="hidden-words">, removed by an administrator</span>
            ) : (
              privacy && <span className="hidden-words">, private</span>
            )}
          </span>
        </span>
        {isChosen !== undefined && (
          <span className={styles.check}>{isChosen && <Icon name="check" size={16} />}</span>
        )}
        {privacy && (
          <span
            className={styles.mark}
            title={
              removedAt
                ? `Removed by an administrator: only ${owners.see} it`
                : `Only ${owners.see} this picture`
            }
          >
            <Icon name={removedAt ? 'warning' : 'lock'} size={14} />
          </span>
        )}
      </a>
      {isChosen === undefined && renderTools?.(picture, isActive)}
      {author && isChosen === undefined && (
        <AuthorLink author={author} className={styles.author} tabIndex={isActive ? 0 : -1} />
      )}
    </>
  )
})
