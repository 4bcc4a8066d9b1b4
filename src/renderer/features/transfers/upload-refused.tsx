import type { Grant } from '../../../shared/transfers'
import { FileName } from '../../components/file-name'
import { Note } from '../../components/note'
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'

/** Chosen entries that cannot be uploaded, by name and reason. */
export function UploadRefused({ grant }: { readonly grant: Grant | null }) {
  if (grant === null || grant.refusedCount === 0) return null
  const more = grant.refusedCount - grant.refused.length
  return (
    <Note tone="warn">
      <p>{t('upload.refused', { count: grant.refusedCount })}</p>
      <ul className="upload-refused scrolls" aria-label={t('upload.refused.list')} tabIndex={0}>
        {grant.refused.map(({ name, folder, reason }) => (
          <li key={JSON.stringify([folder, name])}>
            <span className="upload-refused-name">
              <FileName name={name} />
            </span>
            {folder !== '' && <UntrustedText text={folder} className="upload-refused-folder" />}
            <span className="upload-refused-reason">{t(`grant.${reason}`)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t('list.more', { count: more })}</p>}
    </Note>
  )
}
