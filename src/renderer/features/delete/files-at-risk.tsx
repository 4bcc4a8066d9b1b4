import type { DeletionQuestion } from '../../../shared/deletion'
import { Note } from '../../components/note'
import { FileName } from '../../components/file-name'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'

/** A longer list is of no use; the rest is only counted. */
const maxShownFiles = 50

/** Unselected files that the server may delete as well; the API does not document whether it does. */
export function FilesAtRisk({ question }: { readonly question: DeletionQuestion }) {
  const { atRisk, keepsCopies } = question
  if (atRisk.length === 0) return null
  const more = atRisk.length - maxShownFiles
  return (
    <Note tone="warn">
      <p>{t('atRisk.title', { count: atRisk.length })}</p>
      <p>{t(keepsCopies ? 'atRisk.copied' : 'atRisk.notCopied', { count: atRisk.length })}</p>
      <details className="at-risk">
        <summary>{t('action.showThem')}</summary>
        <ul aria-label={t('atRisk.files')} className="scrolls" tabIndex={0}>
          {atRisk.slice(0, maxShownFiles).map((asset) => (
            <li key={asset.key} className="at-risk-file">
              <FileName name={asset.name} />
              <span className="question-file-location">
                <span>{asset.segmentId}</span>
                <span aria-hidden>·</span>
                <UntrustedText text={languageCode(asset.locale)} />
                <span aria-hidden>·</span>
                <UntrustedText text={folderText(asset.relativePath) || t('folder.none')} />
                <span aria-hidden>·</span>
                <span>{formatSize(asset.size)}</span>
              </span>
            </li>
          ))}
          {more > 0 && <li className="at-risk-file">{t('list.moreFiles', { count: more })}</li>}
        </ul>
      </details>
    </Note>
  )
}
