import { storageLocation, type LocatedAsset } from '../../../shared/storage-location'
import type { DeletionQuestion, NotDeletedReason } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'

/** A longer list is of no use on the screen; all of them are copied. */
const maxShownPaths = 20

/** Reasons that another try does not change, so the file must be deleted elsewhere. */
export const lastingReasons: readonly NotDeletedReason[] = [
  'unsafe-name',
  'name-too-long',
  'refused-by-server',
]

/** Files that no plan can contain, because of their names. */
export function refusedOf({ files }: DeletionQuestion): readonly LocatedAsset[] {
  return files.flatMap(({ asset, planned }) =>
    planned.state === 'excluded' && lastingReasons.includes(planned.reason) ? [asset] : [],
  )
}

interface RefusedFilesProps {
  readonly files: readonly LocatedAsset[]
  readonly onCopy: (text: string) => void
}

/** What to do about files that cannot be deleted from here: where they are stored, to delete them in Wordbee itself. */
export function RefusedFiles({ files, onCopy }: RefusedFilesProps) {
  if (files.length === 0) return null
  const paths = files.map(storageLocation)
  const more = paths.length - maxShownPaths
  return (
    <Note tone="plain">
      <p>{t('refused.todo', { count: files.length })}</p>
      <details className="at-risk">
        <summary>{t('action.showThem')}</summary>
        <ul aria-label={t('refused.paths')} className="scrolls" tabIndex={0}>
          {paths.slice(0, maxShownPaths).map((path, index) => (
            <li key={index} className="at-risk-file">
              <UntrustedText text={path} className="untrusted-text-wrap" />
            </li>
          ))}
          {more > 0 && <li className="at-risk-file">{t('list.moreFiles', { count: more })}</li>}
        </ul>
      </details>
      <Button size="small" onPress={() => onCopy(paths.join('\n'))}>
        {t('refused.copy')}
      </Button>
    </Note>
  )
}
