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
 * The app in the language that holds. In another one all of it is drawn anew, so that no text of the old one stays
 * anywhere; what was open, selected and typed into a search lives in the stores and is there again.
 */
export function LocalizedApp({ api, stores }: LocalizedAppProps) {
  const { locale, formatLocale } = useSyncExternalStore(onLocaleChange, currentLocale)
  const focused = useRef<string | null>(null)
  useEffect(
    () =>
      // Before anything is drawn: the choice of the language itself is what has the focus now.
      onLocaleChange(() => {
        focused.current = document.activeElement?.id ?? null
      }),
    [],
  )
  useLayoutEffect(() => {
    document.documentElement.lang = locale
    if (focused.current !== null) document.getElementById(focused.current)?.focus()
  }, [locale])
  return (
    <I18nProvider locale={formatLocale}>
      <App key={locale} api={api} stores={stores} />
    </I18nProvider>
  )
}
