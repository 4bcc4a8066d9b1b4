import type { Grant, JunkEntry } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { Note } from '../../components/note'
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'

interface EntryProps {
  readonly name: string
  readonly folder: string
  readonly reason: string
}

function Entry({ name, folder, reason }: EntryProps) {
  return (
    <>
      <span className="upload-refused-name">
        <FileName name={name} />
      </span>
      {folder !== '' && <UntrustedText text={folder} className="upload-refused-folder" />}
      <span className="upload-refused-reason">{reason}</span>
    </>
  )
}

function junkReason({ kind, isFolder }: JunkEntry): string {
  return isFolder ? t('junk.folder', { kind: t(`junk.${kind}`) }) : t(`junk.${kind}`)
}

interface UploadRefusedProps {
  readonly grant: Grant | null
  readonly isDisabled: boolean
  readonly onInclude: (entryId: string) => void
}

/** Chosen entries that are not uploaded, by name and reason: those that cannot be, and those that the user may include. */
export function UploadRefused({ grant, isDisabled, onInclude }: UploadRefusedProps) {
  if (grant === null) return null
  const count = grant.refusedCount + grant.junkCount
  if (count === 0) return null
  const more = count - grant.refused.length - grant.junk.length
  return (
    <Note tone={grant.refusedCount > 0 ? 'warn' : 'plain'}>
      <p>{t('upload.refused', { count })}</p>
      <ul className="upload-refused scrolls" aria-label={t('upload.refused.list')} tabIndex={0}>
        {grant.refused.map(({ name, folder, reason }) => (
          <li key={JSON.stringify([folder, name])}>
            <Entry name={name} folder={folder} reason={t(`grant.${reason}`)} />
          </li>
        ))}
        {grant.junk.map((entry) => (
          <li key={entry.id}>
            <Entry name={entry.name} folder={entry.folder} reason={junkReason(entry)} />
            <Button size="small" isDisabled={isDisabled} onPress={() => onInclude(entry.id)}>
              {t('junk.include')}
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t('list.more', { count: more })}</p>}
    </Note>
  )
}
