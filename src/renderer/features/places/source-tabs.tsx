import { t } from '../../lib/intl'
import { sources, type Source } from './places-state'

interface SourceTabsProps {
  readonly source: Source
  readonly onShow: (source: Source) => void
}

/** Which of the server's lists the sidebar shows. */
export function SourceTabs({ source, onShow }: SourceTabsProps) {
  return (
    <div role="group" aria-label={t('places.sources')} className="source-tabs">
      {sources.map((each) => (
        <button
          key={each}
          type="button"
          className="source-tab"
          aria-pressed={each === source}
          onClick={() => onShow(each)}
        >
          {t(`${each}.short`)}
        </button>
      ))}
    </div>
  )
}
