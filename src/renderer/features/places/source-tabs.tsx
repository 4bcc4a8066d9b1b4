import { t } from '../../lib/intl'
import { tabs, type Tab } from './places-state'

interface SourceTabsProps {
  readonly tab: Tab
  readonly onShow: (tab: Tab) => void
}

/** What the sidebar shows. */
export function SourceTabs({ tab, onShow }: SourceTabsProps) {
  return (
    <div role="group" aria-label={t('places.sources')} className="source-tabs">
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          className="source-tab"
          title={t(`${each}.title`)}
          aria-pressed={each === tab}
          onClick={() => onShow(each)}
        >
          {t(`${each}.short`)}
        </button>
      ))}
    </div>
  )
}
