import { CircleSlash, CopyPlus, Trash2, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand/react'
import { UntrustedText } from '../../components/untrusted-text'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import type { DropSpot } from './drag-state'
import type { DragStore } from './drag-store'
import type { UploadStore, UploadDestination } from './upload-store'
import './drop-line.css'

interface DropLineProps {
  readonly store: DragStore
  readonly uploads: UploadStore
}

function languageOf({ hint }: UploadDestination): ReactNode {
  const { language, segmentId } = hint
  if (language === null) return null
  const { locale } = language
  if (locale === null || locale === '') return t('drop.allLanguages')
  return segmentId === null ? t('drop.language', { code: locale }) : <UntrustedText text={locale} />
}

function folderOf({ hint }: UploadDestination): ReactNode {
  const { folder, segmentId } = hint
  if (folder === null) return null
  // The root folder is not mentioned after a segment.
  if (folder === '') return segmentId === null ? t('drop.noFolder') : null
  return segmentId === null ? t('drop.folder', { folder }) : <UntrustedText text={folder} />
}

/** Segment, language and folder, as far as the spot defines them. */
function DestinationText({ destination }: { readonly destination: UploadDestination }) {
  const { segmentId } = destination.hint
  const { segments } = destination.place
  const onlySegment = segments.length === 1 ? segments[0]?.id : undefined
  const segment = segmentId ?? onlySegment
  const parts = [
    segment === undefined ? null : t('drop.segment', { id: String(segment) }),
    languageOf(destination),
    folderOf(destination),
  ].filter((part) => part !== null)
  if (parts.length === 0) return <>{t('drop.place')}</>
  return parts.map((part, index) => (
    <span key={index} className="drop-line-part">
      {index > 0 && <span aria-hidden> · </span>}
      {part}
    </span>
  ))
}

function Content({ spot, count }: { readonly spot: DropSpot; readonly count: number | null }) {
  switch (spot.kind) {
    case 'into': {
      const Icon = count === null ? Upload : CopyPlus
      return (
        <>
          <Icon aria-hidden />
          <span className="drop-line-text">
            {t(count === null ? 'drop.upload' : 'drop.copy')}{' '}
            <DestinationText destination={spot.destination} />
          </span>
        </>
      )
    }
    case 'bin':
      return (
        <>
          <Trash2 aria-hidden />
          <span className="drop-line-text">{t('drop.bin', { count: count ?? 0 })}</span>
        </>
      )
    case 'refused':
      return (
        <>
          <CircleSlash aria-hidden />
          <span className="drop-line-text">{t(`drop.${spot.reason}`)}</span>
        </>
      )
  }
}

/** Overlay during a drag: where a drop would go, or why it is refused. It never intercepts the pointer. */
export function DropLine({ store, uploads }: DropLineProps) {
  const { spot, draggedAssets } = useStore(store)
  const isGranting = useStore(uploads, ({ step }) => step === 'granting')
  return (
    <div role="status" aria-label={t('drop.label')} className="drop-line-area">
      {spot !== null && (
        <div className="drop-line" data-kind={spot.kind}>
          <Content spot={spot} count={draggedAssets?.length ?? null} />
        </div>
      )}
      {spot === null && isGranting && (
        <div className="drop-line">
          <Spinner />
          <span className="drop-line-text">{t('upload.looking')}</span>
        </div>
      )}
    </div>
  )
}
