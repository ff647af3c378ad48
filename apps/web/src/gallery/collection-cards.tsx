import { Link } from 'wouter'
import { type Collection, countInWords } from '../collections/index.ts'
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

function Card({ collection: { id, name, privacy, pictures, covers } }: { collection: Collection }) {
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
        {privacy && <Icon name="lock" size={14} />}
        <span className="hidden-words">{privacy ? ', private, ' : ', '}</span>
        {countInWords(pictures)}
      </span>
    </Link>
  )
}
