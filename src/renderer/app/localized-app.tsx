import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { currentLocale, onLocaleChange } from '../lib/intl'
import { App } from './app'
import type { Stores } from './stores'

interface LocalizedAppProps {
  readonly api: RefshelfApi
  readonly stores: Stores
}

/**
 * The app in the current locale. A change of locale remounts it, so that no text of the old locale remains. Open places,
 * selection and searches survive because the stores hold them.
 */
export function LocalizedApp({ api, stores }: LocalizedAppProps) {
  const { locale, formatLocale } = useSyncExternalStore(onLocaleChange, currentLocale)
  const focusedId = useRef<string | null>(null)
  useEffect(
    () =>
      // Runs before the remount, while the language control still has the focus.
      onLocaleChange(() => {
        focusedId.current = document.activeElement?.id ?? null
      }),
    [],
  )
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    if (focusedId.current !== null) document.getElementById(focusedId.current)?.focus()
  }, [locale])
  return (
    <I18nProvider locale={formatLocale}>
      <App key={locale} api={api} stores={stores} />
    </I18nProvider>
  )
}
