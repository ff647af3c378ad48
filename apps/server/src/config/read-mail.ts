import { resolve } from 'node:path'
import type { Environment } from './env.ts'
import { isForThisMachineOnly } from './reach.ts'

export type MailConfig = {
  /** `capture`: stored in a folder for reading, not sent. `none`: emails are dropped. */
  transport:
    | { kind: 'resend'; apiKey: string; baseUrl: string }
    | { kind: 'smtp'; url: string }
    | { kind: 'capture'; folder: string }
    | { kind: 'none' }
  /** Whether captured mail may be read at /dev/mail: only when just this machine can reach the service. */
  capturePage: boolean
  from: string
  supportInbox: string | undefined
}

export function readMail(env: Environment): MailConfig {
  const host = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).hostname : 'localhost'
  const transport = chooseTransport(env)
  return {
    transport,
    capturePage: transport.kind === 'capture' && isForThisMachineOnly(env),
    from: env.MAIL_FROM ?? `chatSVG <no-reply@${host}>`,
    supportInbox: env.SUPPORT_INBOX_EMAIL,
  }
}

function chooseTransport(env: Environment): MailConfig['transport'] {
  if (env.RESEND_API_KEY) return { kind: 'resend', apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL }
  if (env.SMTP_URL) return { kind: 'smtp', url: env.SMTP_URL }
  if (env.DATABASE_URL) return { kind: 'none' }
  return { kind: 'capture', folder: resolve(env.DATA_DIR, 'mail') }
}
