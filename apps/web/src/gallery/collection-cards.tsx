import { Link } from 'wouter'
import { type Collection, CollectionCount } from '../collections/index.ts'
import { Icon } from '../design/index.ts'
import { pictureFile } from '../picture/index.ts'
import styles from './collection-cards.module.css'

/** Collections as a list of links, each with its newest pictures. */
export const CollectionCards = ({
  label,
  collections,
}: {
  label: string
  collections: readonly Collection[]
}) => (
  <ul aria-label={label} className={styles.cards}>
    {collections.map((collection) => (
      <li key={collection.id}>
        <Card collection={collection} />
      </li>
    ))}
  </ul>
)

function Card({ collection }: { collection: Collection }) {
  const { id, name, covers } = collection
  return (
    <Link href={`/collection/${id}`} className={styles.card}>
      <span className={styles.covers} data-count={covers.length}>
        {covers.map((cover) => (
          <img
            key={cover.id}
            src={pictureFile(cover.id)}
            alt=""
            width={128}
            height={128}
            loading="lazy"
            decoding="async"
            draggable={false}
          />
        ))}
        {covers.length === 0 && <Icon name="collection" size={28} />}
      </span>
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <span className={styles.count}>
        <CollectionCount collection={collection} />
      </span>
    </Link>
  )
}
