import { t } from '../../lib/intl'
import { tabs, type Tab } from './places-state'

interface SourceTabsProps {
  readonly tab: Tab
  readonly onShow: (tab: Tab) => void
}

/** Tabs of the sidebar. */
export function SourceTabs({ tab: selectedTab, onShow }: SourceTabsProps) {
  return (
    <div role="group" aria-label={t('places.sources')} className="source-tabs">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          className="source-tab"
          title={t(`${tab}.title`)}
          aria-pressed={tab === selectedTab}
          onClick={() => onShow(tab)}
        >
          {t(`${tab}.short`)}
        </button>
      ))}
    </div>
  )
}
