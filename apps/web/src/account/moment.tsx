const steps = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** A time in words; the exact one on hovering. */
export function Moment({ at }: { at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={whole.format(date)}>
      {describe(date)}
    </time>
  )
}

/** A date, also of the future; the exact time on hovering. */
export function Day({ at }: { at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={whole.format(date)}>
      {day.format(date)}
    </time>
  )
}

function describe(date: Date): string {
  const seconds = Math.round((Date.now() - date.getTime()) / 1_000)
  if (seconds < 60) return 'just now'
  const step = steps.findLast(([, size]) => seconds >= size)
  if (!step || seconds > 7 * 86_400) return day.format(date)
  return relative.format(-Math.floor(seconds / step[1]), step[0])
}
