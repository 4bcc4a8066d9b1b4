import { Fragment, type ReactNode } from 'react'
import type { Asset } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { ShownText } from '../../components/shown-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatCount, formatMoment, formatSize, languageCode, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Alike } from './known-bytes'

interface AssetFactsProps {
  readonly asset: Asset
  readonly segment: Segment | null
  readonly alike: Alike
}

function language(locale: string | null): ReactNode {
  if (locale === null || locale === '') return t('language.allOfThem')
  const name = languageName(locale)
  return name === null ? (
    <ShownText text={locale} />
  ) : (
    <>
      {name} <span className="facts-more">({locale})</span>
    </>
  )
}

/** All that is known of one file. */
export function AssetFacts({ asset, segment, alike }: AssetFactsProps) {
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
            <ShownText text={folder} className="shown-text-wrap" />
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
            alike[how] > 0 && (
              <Fragment key={how}>
                <dt>{t(`alike.${how}`)}</dt>
                <dd>{t('alike.others', { count: alike[how] })}</dd>
              </Fragment>
            ),
        )}
        <dt>{t('field.type')}</dt>
        <dd>
          {asset.contentType === '' ? (
            '–'
          ) : (
            <ShownText text={asset.contentType} className="shown-text-wrap" />
          )}
        </dd>
        <dt>{t('field.created')}</dt>
        <dd>
          <ShownText text={formatMoment(asset.createdDate)} className="shown-text-wrap" />
        </dd>
        <dt>{t('field.modified')}</dt>
        <dd>
          <ShownText text={formatMoment(asset.modifiedDate)} className="shown-text-wrap" />
        </dd>
      </dl>
      {segment !== null && segment.text !== null && segment.text !== '' && (
        <figure className="details-source">
          <figcaption>{t('details.source')}</figcaption>
          <blockquote className="selectable">
            <ShownText text={segment.text} isProse className="shown-text-wrap" />
          </blockquote>
        </figure>
      )}
    </>
  )
}
