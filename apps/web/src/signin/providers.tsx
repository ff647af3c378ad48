import { buttonClass, Icon } from '../design/index.ts'
import { storeReturnPath, useAuthOptions } from '../session/index.ts'
import styles from './form.module.css'

const names = { google: 'Google', github: 'GitHub' } as const

type ProvidersProps = {
  /** The path to which the user returns. */
  returnPath: string
  /** Called before the user leaves. */
  onLeave?: () => void
}

/** Buttons of the providers at which users can sign in. */
export function Providers({ returnPath, onLeave }: ProvidersProps) {
  const data = useAuthOptions()
  if (!data || data.oauthProviders.length === 0) return null
  return (
    <div className={styles.providers}>
      <p className={styles.or}>or</p>
      {data.oauthProviders.map((provider) => (
        <a
          key={provider}
          href={`/api/auth/${provider}?redirectUrl=${encodeURIComponent(returnPath)}`}
          className={buttonClass()}
          onClick={() => {
            storeReturnPath(returnPath)
            onLeave?.()
          }}
        >
          <Icon name={provider} />
          Continue with {names[provider]}
        </a>
      ))}
    </div>
  )
}
