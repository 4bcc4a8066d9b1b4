import { ChevronLeft, ChevronRight, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { Tip } from '../../components/tip'
import { t } from '../../lib/intl'
import { Pager } from './pager'
import type { PreviewStore } from './preview-store'
import { SaveButton } from './save-button'
import { zoomIn, zoomOut, type ZoomLevel } from './zoom'

interface ZoomTools {
  readonly scale: number
  readonly zoom: ZoomLevel
  readonly onZoom: (zoom: ZoomLevel) => void
}

interface FullToolbarProps extends ZoomTools {
  readonly store: PreviewStore
  readonly canZoom: boolean
  readonly page: number
  /** Number of pages, or null for content without pages. */
  readonly pages: number | null
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  readonly onStep: (step: 1 | -1) => void
}

interface ToolProps {
  readonly label: string
  readonly icon: ReactNode
  readonly isDisabled?: boolean
  readonly onPress: () => void
}

function Tool({ label, icon, isDisabled = false, onPress }: ToolProps) {
  return (
    <Tip text={label}>
      <Button variant="quiet" icon={icon} aria-label={label} isDisabled={isDisabled} onPress={onPress} />
    </Tip>
  )
}

function ZoomControls({ scale, zoom, onZoom }: ZoomTools) {
  return (
    <>
      <Tool
        label={t('preview.zoomOut')}
        icon={<ZoomOut aria-hidden />}
        onPress={() => onZoom(zoomOut(scale))}
      />
      <Tip text={t('preview.actual')}>
        <Button
          variant="quiet"
          className="preview-percent"
          aria-label={t('preview.actualNow', { zoom: Math.round(scale * 100) / 100 })}
          onPress={() => onZoom(1)}
        >
          {t('zoom.percent', { zoom: Math.round(scale * 100) / 100 })}
        </Button>
      </Tip>
      <Tool label={t('preview.zoomIn')} icon={<ZoomIn aria-hidden />} onPress={() => onZoom(zoomIn(scale))} />
      <Tool
        label={t('preview.fit')}
        icon={<Maximize aria-hidden />}
        isDisabled={zoom === 'fit'}
        onPress={() => onZoom('fit')}
      />
    </>
  )
}

/**
 * Tools of the full-size preview. The role is `group` instead of `toolbar`, because the arrow keys step through files,
 * not buttons. Memoized: rendering it for each file would take half of the time of a step.
 */
export const FullToolbar = memo(function FullToolbar(props: FullToolbarProps) {
  const { store, canZoom, scale, zoom, onZoom, page, pages, onStep } = props
  return (
    <div className="preview-tools" role="group" aria-label={t('preview.actions')}>
      {pages !== null && <Pager page={page} pages={pages} onTurn={store.turnTo} />}
      {canZoom && <ZoomControls scale={scale} zoom={zoom} onZoom={onZoom} />}
      {(canZoom || pages !== null) && <span className="preview-tools-separator" />}
      <Tool
        label={t('preview.previous')}
        icon={<ChevronLeft aria-hidden />}
        isDisabled={!props.hasPrevious}
        onPress={() => onStep(-1)}
      />
      <Tool
        label={t('preview.next')}
        icon={<ChevronRight aria-hidden />}
        isDisabled={!props.hasNext}
        onPress={() => onStep(1)}
      />
      <span className="preview-tools-separator" />
      <SaveButton store={store} />
      <Tool label={t('action.close')} icon={<X aria-hidden />} onPress={store.closeFull} />
    </div>
  )
})
