import { Fragment, type ReactNode } from 'react'
import type { Asset } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatCount, formatDateTime, formatSize, languageCode, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import type { SimilarCounts } from './known-bytes'

interface AssetFactsProps {
  readonly asset: Asset
  readonly segment: Segment | null
  readonly similar: SimilarCounts
}

function language(locale: string | null): ReactNode {
  if (locale === null || locale === '') return t('language.allOfThem')
  const name = languageName(locale)
  return name === null ? (
    <UntrustedText text={locale} />
  ) : (
    <>
      {name} <span className="facts-more">({locale})</span>
    </>
  )
}

/** All details of one file. */
export function AssetFacts({ asset, segment, similar }: AssetFactsProps) {
  const folder = folderText(asset.relativePath)
  return (
    <>
      <dl className="facts selectable">
        <dt>{t('field.segment')}</dt>
        <dd>
          {asset.segmentId}
          {segment !== null && segment.number !== null && (
            <span className="facts-more"> {t('details.segmentNumber', { number: segment.number })}</span>
          )}
        </dd>
        <dt>{t('field.language')}</dt>
        <dd data-code={languageCode(asset.locale)}>{language(asset.locale)}</dd>
        <dt>{t('field.folder')}</dt>
        <dd>
          {folder === '' ? (
            <span className="facts-more">{t('folder.none')}</span>
          ) : (
            <UntrustedText text={folder} className="untrusted-text-wrap" />
          )}
        </dd>
        <dt>{t('field.size')}</dt>
        <dd>
          {formatSize(asset.size)}
          {asset.size !== null && asset.size >= 1000 && (
            <span className="facts-more"> {t('details.bytes', { count: formatCount(asset.size) })}</span>
          )}
        </dd>
        {(['sameBytes', 'sameSize'] as const).map(
          (how) =>
            similar[how] > 0 && (
              <Fragment key={how}>
                <dt>{t(`alike.${how}`)}</dt>
                <dd>{t('alike.others', { count: similar[how] })}</dd>
              </Fragment>
            ),
        )}
        <dt>{t('field.type')}</dt>
        <dd>
          {asset.contentType === '' ? (
            '–'
          ) : (
            <UntrustedText text={asset.contentType} className="untrusted-text-wrap" />
          )}
        </dd>
        <dt>{t('field.created')}</dt>
        <dd>
          <UntrustedText text={formatDateTime(asset.createdDate)} className="untrusted-text-wrap" />
        </dd>
        <dt>{t('field.modified')}</dt>
        <dd>
          <UntrustedText text={formatDateTime(asset.modifiedDate)} className="untrusted-text-wrap" />
        </dd>
      </dl>
      {segment !== null && segment.text !== null && segment.text !== '' && (
        <figure className="details-source">
          <figcaption>{t('details.source')}</figcaption>
          <blockquote className="selectable">
            <UntrustedText text={segment.text} isProse className="untrusted-text-wrap" />
          </blockquote>
        </figure>
      )}
    </>
  )
}
