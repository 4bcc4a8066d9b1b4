import type { Lock } from '../../../shared/protection'
import { ShownText } from '../../components/shown-text'
import { folderText } from '../../../shared/order/folder-text'
import { languageCode } from '../../lib/format'
import { t } from '../../lib/intl'

/** What a lock keeps, as plain text, for names of buttons and for searching. */
export function lockName(lock: Lock): string {
  switch (lock.reach) {
    case 'segment':
      return t('lock.segment', { segment: String(lock.segmentId) })
    case 'folder':
      return folderText(lock.relativePath)
    case 'file':
      return lock.name
  }
}

/** Where it is: with the file's name or the folder, what tells it from its namesakes. */
export function lockPlace(lock: Lock): readonly string[] {
  const segment = t('lock.inSegment', { segment: String(lock.segmentId) })
  switch (lock.reach) {
    case 'segment':
      return []
    case 'folder':
      return [t('protect.folder'), segment]
    case 'file': {
      const folder = folderText(lock.relativePath)
      return [segment, languageCode(lock.locale), ...(folder === '' ? [] : [folder])]
    }
  }
}

export function LockText({ lock }: { readonly lock: Lock }) {
  const place = lockPlace(lock)
  return (
    <span className="lock-text">
      <ShownText text={lockName(lock)} className="lock-name" />
      {place.length > 0 && (
        <span className="lock-place">
          {place.map((part, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              <ShownText text={part} />
            </span>
          ))}
        </span>
      )}
    </span>
  )
}
