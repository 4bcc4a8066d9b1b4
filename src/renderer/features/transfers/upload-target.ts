import type { Asset, AssetContext } from '../../../shared/asset'
import type { SelectedAsset } from '../../../shared/deletion'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { naturalRanks } from '../../../shared/order/natural-ranks'
import type { Segment } from '../../../shared/place'
import type { Grant, UploadSource, UploadTarget } from '../../../shared/transfers'
import { languageKey, languageName } from '../../lib/format'
import { t } from '../../lib/intl'

/** The place that a target is chosen in, as far as it is listed. */
export interface UploadPlace {
  readonly context: AssetContext
  readonly segments: readonly Segment[]
  /** What is listed there: it tells which languages and folders there are. */
  readonly assets: readonly Asset[]
  /** Languages that the place has besides those of its files. */
  readonly languages: readonly string[]
}

/** What a drop, or the row where the keyboard is, says of where it goes; null where it says nothing. */
export interface DestinationHint {
  readonly segmentId: number | null
  readonly language: { readonly locale: string | null } | null
  readonly folder: string | null
}

export const noHint: DestinationHint = { segmentId: null, language: null, folder: null }

/** The dialog's fields, as they are typed. */
export interface UploadFields {
  readonly segment: string
  readonly language: string
  readonly folder: string
  readonly keepsFolders: boolean
}

export interface FieldChoice {
  readonly value: string
  /** What is known of it besides. */
  readonly more: string | null
}

function allLanguages(): string {
  return t('language.allOfThem')
}

function languageText(locale: string | null): string {
  return locale === null || locale === '' ? allLanguages() : locale
}

/** The language that all of them have, or null where they have several. */
function commonLanguage(assets: readonly SelectedAsset[]): { readonly locale: string | null } | null {
  const [first] = assets
  const isCommon = first !== undefined && assets.every(({ locale }) => locale === first.locale)
  return isCommon ? { locale: first.locale } : null
}

/** Whether what is moved lies in folders that could be kept. */
export function hasFolders(source: UploadSource, grant: Grant | null): boolean {
  if (source.kind === 'assets') return source.assets.some((asset) => folderText(asset.relativePath) !== '')
  return grant !== null && (grant.folders > 0 || grant.files.some(({ folder }) => folder !== ''))
}

/** What the fields begin with: what was wished, else the only segment, and the language that copied files have. */
export function initialFields(
  hint: DestinationHint,
  { segments }: UploadPlace,
  input: { readonly source: UploadSource; readonly grant: Grant | null },
): UploadFields {
  const { source, grant } = input
  const only = segments.length === 1 ? (segments[0]?.id ?? null) : null
  const segmentId = hint.segmentId ?? only
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
  return segments.some(({ id }) => String(id) === text.trim())
}

/** Where the fields lead, or null while they name no segment of the place. */
export function toUploadTarget(fields: UploadFields, place: UploadPlace): UploadTarget | null {
  if (!isSegmentKnown(fields.segment, place)) return null
  const language = fields.language.trim()
  const isAll = language === '' || language === allLanguages() || language === t('language.all')
  return {
    context: place.context,
    segmentId: Number(fields.segment.trim()),
    locale: isAll ? null : language,
    folder: folderText(fields.folder.trim()),
    keepsFolders: fields.keepsFolders,
  }
}

export function isSameContext(a: AssetContext, b: AssetContext): boolean {
  if (a.family === 'classic') return b.family === 'classic' && a.scope === b.scope
  return b.family === 'flex' && a.documentId === b.documentId
}

/** Whether a file would land where it is. */
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

/** A copy onto itself: nothing to plan, and nothing to pay for. */
export function areAtTarget(source: UploadSource, target: UploadTarget): boolean {
  return source.kind === 'assets' && source.assets.every((asset) => isAtTarget(asset, target))
}

export function segmentChoices({ segments }: UploadPlace): readonly FieldChoice[] {
  return segments.map(({ id, text }) => ({ value: String(id), more: text === '' ? null : text }))
}

/** For all languages first, then those of the place by their codes. */
export function languageChoices({ assets, languages }: UploadPlace): readonly FieldChoice[] {
  const listed = assets.flatMap(({ locale }) => (locale === null || locale === '' ? [] : [locale]))
  const codes = [...new Set([...listed, ...languages])].sort()
  return [
    { value: allLanguages(), more: null },
    ...codes.map((value) => ({ value, more: languageName(value) })),
  ]
}

/** The folders that are seen in a segment, or in all of the place while none is chosen. */
export function folderChoices({ assets }: UploadPlace, segment: string): readonly FieldChoice[] {
  const isChosen = segment.trim() !== ''
  const here = assets.filter(({ segmentId }) => !isChosen || String(segmentId) === segment.trim())
  const folders = [...new Set(here.map(({ relativePath }) => folderText(relativePath)))].filter(Boolean)
  const ranks = naturalRanks(folders)
  return folders
    .map((value, at) => ({ value, more: null, rank: ranks[at] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
}

const maxShownChoices = 100

/** Those that hold what is typed. What is chosen already hides nothing, so that the others can be seen beside it. */
export function matchingChoices(choices: readonly FieldChoice[], typed: string): readonly FieldChoice[] {
  const wanted = foldText(typed.trim())
  const isChosen = choices.some(({ value }) => value === typed.trim())
  const matches = ({ value, more }: FieldChoice) =>
    foldText(value).includes(wanted) || foldText(more ?? '').includes(wanted)
  return (isChosen || wanted === '' ? choices : choices.filter(matches)).slice(0, maxShownChoices)
}
