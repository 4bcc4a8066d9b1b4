import type { Asset, AssetContext } from '../../../shared/asset'
import { isSameContext } from '../../../shared/asset-context'
import type { SelectedAsset } from '../../../shared/deletion'
import { toAsciiNumber } from '../../../shared/order/ascii-digits'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { naturalRanks } from '../../../shared/order/natural-ranks'
import type { Segment } from '../../../shared/place'
import type { Grant, UploadSource, UploadTarget } from '../../../shared/transfers'
import { languageKey, languageName } from '../../lib/format'
import { t } from '../../lib/intl'

/** The place in which a target is chosen, as far as it is listed. */
export interface UploadPlace {
  readonly context: AssetContext
  readonly segments: readonly Segment[]
  /** The listed assets, which determine the offered languages and folders. */
  readonly assets: readonly Asset[]
  /** Languages of the place in addition to those of its files. */
  readonly languages: readonly string[]
}

/** What a drop or the active row defines of a destination; null for what it does not define. */
export interface DestinationHint {
  readonly segmentId: number | null
  readonly language: { readonly locale: string | null } | null
  readonly folder: string | null
}

export const noHint: DestinationHint = { segmentId: null, language: null, folder: null }

/** The fields of the dialog, as typed. */
export interface UploadFields {
  readonly segment: string
  readonly language: string
  readonly folder: string
  readonly keepsFolders: boolean
}

export interface FieldChoice {
  readonly value: string
  /** Additional description, or null. */
  readonly detail: string | null
}

function allLanguages(): string {
  return t('language.allOfThem')
}

function languageText(locale: string | null): string {
  return locale === null || locale === '' ? allLanguages() : locale
}

/** The language common to all assets, or null if they differ. */
function commonLanguage(assets: readonly SelectedAsset[]): { readonly locale: string | null } | null {
  const [first] = assets
  const isCommon = first !== undefined && assets.every(({ locale }) => locale === first.locale)
  return isCommon ? { locale: first.locale } : null
}

/** Whether the files are in folders that can be kept. */
export function hasFolders(source: UploadSource, grant: Grant | null): boolean {
  if (source.kind === 'assets') return source.assets.some((asset) => folderText(asset.relativePath) !== '')
  return grant !== null && (grant.folders > 0 || grant.files.some(({ folder }) => folder !== ''))
}

/** Initial fields: from the hint, or else the only segment and the common language of copied files. */
export function initialFields(
  hint: DestinationHint,
  { segments }: UploadPlace,
  input: { readonly source: UploadSource; readonly grant: Grant | null },
): UploadFields {
  const { source, grant } = input
  const onlySegmentId = segments.length === 1 ? (segments[0]?.id ?? null) : null
  const segmentId = hint.segmentId ?? onlySegmentId
  const language = hint.language ?? (source.kind === 'assets' ? commonLanguage(source.assets) : null)
  const isOneFolder = source.kind === 'assets' && hint.folder !== null
  return {
    segment: segmentId === null ? '' : String(segmentId),
    language: languageText(language?.locale ?? null),
    folder: hint.folder ?? '',
    keepsFolders: hasFolders(source, grant) && !isOneFolder,
  }
}

export function isSegmentKnown(text: string, { segments }: UploadPlace): boolean {
  return segments.some(({ id }) => String(id) === toAsciiNumber(text).trim())
}

/** The target that the fields define, or null unless they name a segment of the place. */
export function toUploadTarget(fields: UploadFields, place: UploadPlace): UploadTarget | null {
  if (!isSegmentKnown(fields.segment, place)) return null
  const language = fields.language.trim()
  const isAll = language === '' || language === allLanguages() || language === t('language.all')
  return {
    context: place.context,
    segmentId: Number(toAsciiNumber(fields.segment).trim()),
    locale: isAll ? null : language,
    folder: folderText(fields.folder.trim()),
    keepsFolders: fields.keepsFolders,
  }
}

/** Whether a file would be copied onto itself. */
function isAtTarget(asset: SelectedAsset, target: UploadTarget): boolean {
  const ownFolder = folderText(asset.relativePath)
  const withFolders = [target.folder, ownFolder].filter((part) => part !== '').join('/')
  return (
    isSameContext(asset.context, target.context) &&
    asset.segmentId === target.segmentId &&
    languageKey(asset.locale) === languageKey(target.locale) &&
    ownFolder === (target.keepsFolders ? withFolders : target.folder)
  )
}

/** Whether all files would be copied onto themselves; then there is nothing to plan or to pay for. */
export function areAtTarget(source: UploadSource, target: UploadTarget): boolean {
  return source.kind === 'assets' && source.assets.every((asset) => isAtTarget(asset, target))
}

export function segmentChoices({ segments }: UploadPlace): readonly FieldChoice[] {
  return segments.map(({ id, text }) => ({ value: String(id), detail: text === '' ? null : text }))
}

/** “All languages” first, then the languages of the place, sorted by code. */
export function languageChoices({ assets, languages }: UploadPlace): readonly FieldChoice[] {
  const listed = assets.flatMap(({ locale }) => (locale === null || locale === '' ? [] : [locale]))
  const codes = [...new Set([...listed, ...languages])].sort()
  return [
    { value: allLanguages(), detail: null },
    ...codes.map((value) => ({ value, detail: languageName(value) })),
  ]
}

/** The folders listed in a segment, or in the whole place while no segment is chosen. */
export function folderChoices({ assets }: UploadPlace, segment: string): readonly FieldChoice[] {
  const typed = toAsciiNumber(segment).trim()
  const isChosen = typed !== ''
  const candidates = assets.filter(({ segmentId }) => !isChosen || String(segmentId) === typed)
  const folders = [...new Set(candidates.map(({ relativePath }) => folderText(relativePath)))].filter(Boolean)
  const ranks = naturalRanks(folders)
  return folders
    .map((value, index) => ({ value, detail: null, rank: ranks[index] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
}

const maxShownChoices = 100

/** The choices that contain the typed text. Once a choice is typed completely, all of them are shown again. */
export function matchingChoices(choices: readonly FieldChoice[], typed: string): readonly FieldChoice[] {
  const needle = foldText(typed.trim())
  const isChosen = choices.some(({ value }) => value === typed.trim())
  const matches = ({ value, detail }: FieldChoice) =>
    foldText(value).includes(needle) || foldText(detail ?? '').includes(needle)
  return (isChosen || needle === '' ? choices : choices.filter(matches)).slice(0, maxShownChoices)
}
