import { MousePointerClick } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { FileName } from '../../components/file-name'
import { KindGlyph } from '../../components/kind-glyph'
import { UntrustedText } from '../../components/untrusted-text'
import { assetKind } from '../../lib/asset-kind'
import { formatCount, formatSize, languageKeyText, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { AssetFacts } from './asset-facts'
import { countSimilar } from './known-bytes'
import { selectedAssets } from './selection'
import type { BrowseStore } from './browse-store'
import { sumAssets } from './totals'
import './details-pane.css'

interface DetailsPaneProps {
  readonly store: BrowseStore
  /** Renders a note between the name and the details of the selection. */
  readonly note?: (selected: readonly Asset[]) => ReactNode
  /** Renders the preview of a single selected file together with its name. */
  readonly preview: (asset: Asset, name: ReactNode) => ReactNode
}

const maxShownLanguages = 8
const maxShownFiles = 12

interface SingleFileProps {
  readonly store: BrowseStore
  readonly asset: Asset
  readonly segment: Segment | null
  readonly note: ReactNode
  readonly preview: DetailsPaneProps['preview']
}

function SingleFile({ store, asset, segment, note, preview }: SingleFileProps) {
  const { assets, knownBytes } = useStore(store)
  const similar = useMemo(() => countSimilar(asset, assets, knownBytes), [asset, assets, knownBytes])
  return (
    <>
      {preview(
        asset,
        <h2 className="details-name selectable">
          <UntrustedText text={asset.name} className="untrusted-text-wrap" />
        </h2>,
      )}
      {note}
      <AssetFacts asset={asset} segment={segment} similar={similar} />
    </>
  )
}

interface FilesSummaryProps {
  readonly assets: readonly Asset[]
  readonly title: string
  readonly note?: ReactNode
}

function FilesSummary({ assets, title, note }: FilesSummaryProps) {
  const { bytes, unsized, segments, languages } = useMemo(() => sumAssets(assets), [assets])
  return (
    <>
      <h2 className="details-name">{title}</h2>
      {note}
      <dl className="facts">
        <dt>{t('field.size')}</dt>
        <dd>
          {formatSize(bytes)}
          {unsized > 0 && <span className="facts-more"> {t('details.unsized', { count: unsized })}</span>}
        </dd>
        <dt>{t('details.segments')}</dt>
        <dd>{formatCount(segments)}</dd>
        <dt>{t('details.languages')}</dt>
        <dd className="facts-list">
          {languages.slice(0, maxShownLanguages).map(({ code, count }) => (
            <span key={code} className="facts-pair">
              <span>
                <UntrustedText text={languageKeyText(code)} />
                <span className="facts-more"> {languageName(code)}</span>
              </span>
              <span>{formatCount(count)}</span>
            </span>
          ))}
          {languages.length > maxShownLanguages && (
            <span className="facts-more">
              {t('list.more', { count: languages.length - maxShownLanguages })}
            </span>
          )}
        </dd>
      </dl>
    </>
  )
}

/** The names of the first selected files, to show what Delete would act on without scrolling the list. */
function FileNames({ assets }: { readonly assets: readonly Asset[] }) {
  const more = assets.length - maxShownFiles
  return (
    <ul className="details-files">
      {assets.slice(0, maxShownFiles).map((asset) => (
        <li key={asset.key} className="details-file">
          <KindGlyph kind={assetKind(asset)} />
          <FileName name={asset.name} />
        </li>
      ))}
      {more > 0 && <li className="facts-more">{t('list.more', { count: more })}</li>}
    </ul>
  )
}

/** Details of the selection: of one file, of several, or else of the whole place. */
export function DetailsPane({ store, note, preview }: DetailsPaneProps) {
  const { selection, view, listing, assets } = useStore(store)
  const segments = useMemo(
    () => new Map((listing?.segments ?? []).map((segment) => [segment.id, segment])),
    [listing],
  )
  const selected = selectedAssets(selection, view)
  const [first] = selected
  return (
    <section className="details scrolls" aria-label={t('details.title')} tabIndex={0}>
      {selected.length === 1 && first !== undefined && (
        <SingleFile
          store={store}
          asset={first}
          segment={segments.get(first.segmentId) ?? null}
          note={note?.(selected)}
          preview={preview}
        />
      )}
      {selected.length > 1 && (
        <>
          <FilesSummary
            assets={selected}
            title={t('details.selected', { count: selected.length })}
            note={note?.(selected)}
          />
          <FileNames assets={selected} />
        </>
      )}
      {selected.length === 0 && assets.length > 0 && (
        <FilesSummary assets={assets} title={t('details.all', { count: assets.length })} />
      )}
      {selected.length === 0 && assets.length === 0 && (
        <p className="details-none">
          <MousePointerClick aria-hidden />
          {t('details.none')}
        </p>
      )}
    </section>
  )
}
