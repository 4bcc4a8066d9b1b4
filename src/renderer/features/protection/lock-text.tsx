import type { Lock } from '../../../shared/protection'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { languageCode } from '../../lib/format'
import { t } from '../../lib/intl'

/** What a lock protects, as plain text for button names and for searching. */
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

/** Where the protected file or folder is: distinguishes locks with the same name. */
export function lockLocation(lock: Lock): readonly string[] {
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
  const location = lockLocation(lock)
  return (
    <span className="lock-text">
      <UntrustedText text={lockName(lock)} className="lock-name" />
      {location.length > 0 && (
        <span className="lock-location">
          {location.map((part, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              <UntrustedText text={part} />
            </span>
          ))}
        </span>
      )}
    </span>
  )
}
