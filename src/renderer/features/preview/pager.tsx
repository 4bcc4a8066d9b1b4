import { ChevronLeft, ChevronRight } from 'lucide-react'
import { viewerLimits } from '../../../shared/viewer'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'

interface PagerProps {
  readonly page: number
  readonly pages: number
  readonly onTurn: (page: number) => void
}

export function lastPage(pages: number): number {
  return Math.min(pages, viewerLimits.pages)
}

/** Shows the current page of a document and turns pages. */
export function Pager({ page, pages, onTurn }: PagerProps) {
  return (
    <div className="preview-pager" role="group" aria-label={t('preview.pages')}>
      <Button
        variant="quiet"
        size="small"
        icon={<ChevronLeft aria-hidden />}
        aria-label={t('preview.previousPage')}
        isDisabled={page <= 1}
        onPress={() => onTurn(page - 1)}
      />
      <span
        role="status"
        title={
          pages > lastPage(pages) ? t('preview.pagesShown', { shown: lastPage(pages), pages }) : undefined
        }
      >
        {t('preview.page', { page, pages })}
      </span>
      <Button
        variant="quiet"
        size="small"
        icon={<ChevronRight aria-hidden />}
        aria-label={t('preview.nextPage')}
        isDisabled={page >= lastPage(pages)}
        onPress={() => onTurn(page + 1)}
      />
    </div>
  )
}
