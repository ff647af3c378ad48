import { create } from 'zustand'
import { type Ground, grounds } from './sheet.tsx'

export type Theme = 'system' | 'light' | 'dark'

/** Preferences of the user of this browser about the look and behaviour of pages. */
type Preferences = {
  theme: Theme
  /**
   * Whether single characters are shortcuts: users of speech input, and users who press keys by accident, can
   * switch them off (WCAG 2.1.4).
   */
  areSingleKeysOn: boolean
  /** The background of pictures. */
  ground: Ground
}

/** `public/theme.js` reads it before the first paint. */
const themeKey = 'chatsvg.theme'
const singleKeysKey = 'chatsvg.single-keys'
const groundKey = 'chatsvg.ground'

const usePreferences = create<Preferences>(() => ({
  theme: 'system',
  areSingleKeysOn: true,
  ground: 'white',
}))

export const useTheme = (): Theme => usePreferences(({ theme }) => theme)
export const useGround = (): Ground => usePreferences(({ ground }) => ground)
export const useSingleKeys = (): boolean => usePreferences(({ areSingleKeysOn }) => areSingleKeysOn)
export const areSingleKeysOn = (): boolean => usePreferences.getState().areSingleKeysOn

/** Loads the stored preferences, and follows changes by other tabs. Called once, when the page starts. */
export function startPreferences(): void {
  const update = () => usePreferences.setState(readPreferences())
  window.addEventListener('storage', update)
  update()
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme
    localStorage.removeItem(themeKey)
  } else {
    document.documentElement.dataset.theme = theme
    localStorage.setItem(themeKey, theme)
  }
  usePreferences.setState({ theme })
}

export function chooseSingleKeys(areSingleKeysOn: boolean): void {
  if (areSingleKeysOn) localStorage.removeItem(singleKeysKey)
  else localStorage.setItem(singleKeysKey, 'off')
  usePreferences.setState({ areSingleKeysOn })
}

export function chooseGround(ground: Ground): void {
  localStorage.setItem(groundKey, ground)
  usePreferences.setState({ ground })
}

function readPreferences(): Preferences {
  const { theme } = document.documentElement.dataset
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    areSingleKeysOn: localStorage.getItem(singleKeysKey) !== 'off',
    ground: grounds.find((one) => one === localStorage.getItem(groundKey)) ?? 'white',
  }
}
