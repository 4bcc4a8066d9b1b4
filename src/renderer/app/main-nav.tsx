import { Boxes, ScrollText, type LucideIcon } from 'lucide-react'
import { useStore } from 'zustand/react'
import { t } from '../lib/intl'
import { parts, type NavigationStore, type Part } from './navigation-store'

const ICONS: Readonly<Record<Part, LucideIcon>> = { assets: Boxes, activity: ScrollText }

/** The parts of the app. */
export function MainNav({ store }: { readonly store: NavigationStore }) {
  const current = useStore(store, ({ part }) => part)
  return (
    <nav className="main-nav" aria-label={t('nav.main')}>
      {parts.map((part) => {
        const Icon = ICONS[part]
        return (
          <button
            key={part}
            type="button"
            className="main-nav-item"
            aria-current={part === current ? 'page' : undefined}
            onClick={() => store.go(part)}
          >
            <Icon aria-hidden />
            {t(`nav.${part}`)}
          </button>
        )
      })}
    </nav>
  )
}
