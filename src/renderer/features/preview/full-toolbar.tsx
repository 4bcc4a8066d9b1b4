import { ChevronLeft, ChevronRight, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Tip } from '../../components/tip'
import { t } from '../../lib/intl'
import { Pager } from './pager'
import type { PreviewStore } from './preview-store'
import { SaveButton } from './save-button'
import { zoomIn, zoomOut, type Zoom } from './zoom'

export interface ZoomTools {
  readonly scale: number
  readonly zoom: Zoom
  readonly set: (zoom: Zoom) => void
}

interface FullToolbarProps {
  readonly store: PreviewStore
  /** Null where there is nothing to zoom. */
  readonly zoom: ZoomTools | null
  readonly pages: { readonly page: number; readonly pages: number } | null
  readonly canGo: { readonly back: boolean; readonly on: boolean }
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
      <Button look="quiet" icon={icon} aria-label={label} isDisabled={isDisabled} onPress={onPress} />
    </Tip>
  )
}

function ZoomPart({ scale, zoom, set }: ZoomTools) {
  return (
    <>
      <Tool label={t('preview.zoomOut')} icon={<ZoomOut aria-hidden />} onPress={() => set(zoomOut(scale))} />
      <Tip text={t('preview.actual')}>
        <Button
          look="quiet"
          className="preview-percent"
          aria-label={t('preview.actualNow', { zoom: Math.round(scale * 100) / 100 })}
          onPress={() => set(1)}
        >
          {t('preview.zoom', { zoom: Math.round(scale * 100) / 100 })}
        </Button>
      </Tip>
      <Tool label={t('preview.zoomIn')} icon={<ZoomIn aria-hidden />} onPress={() => set(zoomIn(scale))} />
      <Tool
        label={t('preview.fit')}
        icon={<Maximize aria-hidden />}
        isDisabled={zoom === 'fit'}
        onPress={() => set('fit')}
      />
    </>
  )
}

/** A group and no toolbar: there the arrows would go from button to button, here they go from file to file. */
export function FullToolbar({ store, zoom, pages, canGo, onStep }: FullToolbarProps) {
  return (
    <div className="preview-tools" role="group" aria-label={t('preview.actions')}>
      {pages !== null && <Pager {...pages} onTurn={store.turnTo} />}
      {zoom !== null && <ZoomPart {...zoom} />}
      {(zoom !== null || pages !== null) && <span className="preview-tools-line" />}
      <Tool
        label={t('preview.previous')}
        icon={<ChevronLeft aria-hidden />}
        isDisabled={!canGo.back}
        onPress={() => onStep(-1)}
      />
      <Tool
        label={t('preview.next')}
        icon={<ChevronRight aria-hidden />}
        isDisabled={!canGo.on}
        onPress={() => onStep(1)}
      />
      <span className="preview-tools-line" />
      <SaveButton store={store} />
      <Tool label={t('preview.close')} icon={<X aria-hidden />} onPress={store.closeFull} />
    </div>
  )
}
