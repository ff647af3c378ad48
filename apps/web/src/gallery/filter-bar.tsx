import { Chip, ChipGroup, Choice } from '../design/index.ts'
import { listModelOptions, type StyleName, styleNames, useModels } from '../picture/index.ts'
import { useAskers } from '../workspaces/index.ts'
import styles from './filter-bar.module.css'
import type { Filters, Privacy } from './filters.ts'

type FilterBarProps = {
  filters: Filters
  onChange: (change: Partial<Filters>) => void
  /** Whether there is a filter by privacy, which only the user's own pictures have. */
  hasPrivacy?: boolean
}

const privacyNames: Record<Privacy, string> = { all: 'All', public: 'Public', private: 'Private' }

/** The filters of a list: styles as chips, models as a select box. */
export function FilterBar({ filters, onChange, hasPrivacy = false }: FilterBarProps) {
  const models = useModels()
  const askers = useAskers()
  const styleOptions = [['', 'Every style'], ...Object.entries(styleNames)] as [StyleName | '', string][]
  return (
    <div className={styles.bar}>
      {hasPrivacy && (
        <ChipGroup label="Who sees them">
          {Object.entries(privacyNames).map(([privacy, name]) => (
            <Chip
              key={privacy}
              name="privacy"
              value={privacy}
              checked={filters.privacy === privacy}
              onChoose={() => onChange({ privacy: privacy as Privacy })}
            >
              {name}
            </Chip>
          ))}
        </ChipGroup>
      )}
      {!hasPrivacy && (
        <div className={styles.chips}>
          <ChipGroup label="Style" wrap={false}>
            {styleOptions.map(([style, name]) => (
              <Chip
                key={style}
                name="style"
                value={style}
                checked={filters.style === style}
                onChoose={() => onChange({ style })}
              >
                {name}
              </Chip>
            ))}
          </ChipGroup>
        </div>
      )}
      <div className={styles.lists}>
        <div className={hasPrivacy ? undefined : styles.narrow}>
          <Choice
            label="Style"
            value={filters.style}
            onChoose={(style) => onChange({ style: style as StyleName | '' })}
            options={styleOptions.map(([value, label]) => ({ value, label }))}
          />
        </div>
        <Choice
          label="Model"
          value={models.some(({ id }) => id === filters.model) ? filters.model : ''}
          onChoose={(model) => onChange({ model })}
          options={[{ value: '', label: 'Every model' }, ...listModelOptions(models)]}
        />
        {hasPrivacy && askers && (
          <Choice
            label="Asked by"
            value={filters.by}
            onChoose={(by) => onChange({ by })}
            options={[
              { value: '', label: 'Everybody' },
              ...askers.all.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {!hasPrivacy && (
          <Choice
            label="Order"
            value={filters.sort}
            onChoose={(sort) => onChange({ sort: sort === 'liked' ? 'liked' : '' })}
            options={[
              { value: '', label: 'Newest first' },
              { value: 'liked', label: 'Most liked' },
            ]}
          />
        )}
      </div>
    </div>
  )
}
