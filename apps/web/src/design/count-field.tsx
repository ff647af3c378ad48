import { Field, type FieldProps } from './field.tsx'

type CountFieldProps = Omit<FieldProps, 'inputMode' | 'problem' | 'value' | 'onChange'> & {
  value: string
  onType: (typed: string) => void
  /** Default: 0. */
  min?: number
  max: number
}

/** A whole number within bounds; undefined if the text is none, also for an empty one. */
export function readCount(
  typed: string,
  { min = 0, max }: { min?: number; max: number },
): number | undefined {
  const text = typed.trim()
  const count = Number(text)
  return /^\d+$/.test(text) && count >= min && count <= max ? count : undefined
}

/** A field for a whole number, which says what is wrong with another text. It may be empty. */
export function CountField({ value, onType, min = 0, max, ...field }: CountFieldProps) {
  const isWrong = value.trim() !== '' && readCount(value, { min, max }) === undefined
  return (
    <Field
      autoComplete="off"
      {...field}
      inputMode="numeric"
      value={value}
      problem={isWrong ? `Enter a whole number from ${min} to ${max.toLocaleString()}.` : undefined}
      onChange={({ target }) => onType(target.value)}
    />
  )
}
