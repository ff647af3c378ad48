import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'

/**
 * A kind of email, defined once by the feature that sends it. `data` is stored, so it holds ids and other
 * data without secrets.
 */
export type EmailDefinition<Data extends TSchema = TSchema> = {
  readonly name: string
  readonly data: Data
  /** At most this many in 24 hours to one address; further ones are dropped. null: no limit. */
  readonly dailyMax: number | null
  readonly isData: (value: unknown) => value is Static<Data>
}

/**
 * The content of an email; the layout is the same for all. Everything is plain text and is escaped in the
 * HTML.
 */
export type EmailContent = {
  subject: string
  paragraphs: string[]
  /** The one action, as a button. */
  action?: { label: string; url: string }
  /** Below the action, in small type. */
  afterword?: string[]
  /** The reply address, if it is not the sender. */
  replyTo?: string
}

/** An email that is about to be sent. */
export type EmailToWrite<Data> = {
  id: string
  userId: string | null
  recipient: string
  data: Data
  createdAt: Date
}

/** A definition together with its writer, with the data type erased so that a list can hold many. */
export type EmailBinding = {
  readonly definition: EmailDefinition
  readonly write: (email: EmailToWrite<unknown>) => Promise<EmailContent | undefined>
}

/** Anybody can have emails sent to an address that they know, so the number for one mailbox is limited. */
const usualDailyMax = 10

export function defineEmail<Data extends TSchema>(
  name: string,
  data: Data,
  dailyMax: number | null = usualDailyMax,
): EmailDefinition<Data> {
  return { name, data, dailyMax, isData: (value): value is Static<Data> => Check(data, value) }
}

/**
 * Binds a writer to its definition. The writer is called when the email is sent, and again at each attempt,
 * so it must be safe to run twice. It returns undefined when there is nothing to say any more, or no
 * recipient: then the email is dropped. Its links must be the same each time, or must all work, because it is
 * not always known which attempt's email arrives.
 */
export function writeEmail<Data extends TSchema>(
  definition: EmailDefinition<Data>,
  writer: (email: EmailToWrite<Static<Data>>) => Promise<EmailContent | undefined>,
): EmailBinding {
  return {
    definition,
    async write(email) {
      if (!definition.isData(email.data))
        throw new TypeError(`data of email "${definition.name}" does not fit its schema`)
      return writer({ ...email, data: email.data })
    },
  }
}

/** Each email with its writer, by the email's name. */
export type EmailWriters = ReadonlyMap<string, EmailBinding>

/**
 * Throws a TypeError unless every definition has exactly one writer, and every writer belongs to one of the
 * definitions.
 */
export function bindEmails(
  definitions: readonly EmailDefinition[],
  bindings: readonly EmailBinding[],
): EmailWriters {
  const names = definitions.map(({ name }) => name)
  for (const name of names) {
    if (names.filter((other) => other === name).length > 1)
      throw new TypeError(`two emails are called "${name}"`)
    const count = bindings.filter(({ definition }) => definition.name === name).length
    if (count !== 1) throw new TypeError(`email "${name}" has ${count} writers, it needs exactly one`)
  }
  for (const { definition } of bindings) {
    if (!definitions.includes(definition))
      throw new TypeError(`email "${definition.name}" is written but not defined`)
  }
  return new Map(bindings.map((binding) => [binding.definition.name, binding]))
}
