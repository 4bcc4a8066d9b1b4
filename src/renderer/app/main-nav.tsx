import { Boxes, ScrollText, Settings, Trash2, type LucideIcon } from 'lucide-react'
import { useStore } from 'zustand/react'
import { formatCount } from '../lib/format'
import { t } from '../lib/intl'
import { parts, type NavigationStore, type Part } from './navigation-store'

const partIcons: Readonly<Record<Part, LucideIcon>> = {
  assets: Boxes,
  'recycle-bin': Trash2,
  activity: ScrollText,
  settings: Settings,
}

interface MainNavProps {
  readonly store: NavigationStore
  /** Numbers beside the names. Hidden from screen readers, because the screens themselves announce them. */
  readonly counts: Partial<Readonly<Record<Part, number>>>
}

/** Navigation between the parts of the app. */
export function MainNav({ store, counts }: MainNavProps) {
  const current = useStore(store, ({ part }) => part)
  return (
    <nav className="main-nav" aria-label={t('nav.main')}>
      {parts.map((part) => {
        const Icon = partIcons[part]
        const count = counts[part] ?? 0
        return (
          <button
            key={part}
            type="button"
            className="main-nav-item"
            data-part={part}
            aria-current={part === current ? 'page' : undefined}
            onClick={() => store.showPart(part)}
          >
            <Icon aria-hidden />
            {t(`screen.${part}`)}
            {count > 0 && (
              <span aria-hidden className="main-nav-count">
                {formatCount(count)}
              </span>
            )}
          </button>
        )
      })}
    </nav>
  )
}
