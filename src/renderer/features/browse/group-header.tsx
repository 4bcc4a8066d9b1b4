import { ChevronRight } from 'lucide-react'
import type { MouseEvent } from 'react'
import { assetKinds } from '../../../shared/asset'
import type { Segment } from '../../../shared/place'
import { UntrustedText } from '../../components/untrusted-text'
import { formatSize, languageKey, languageKeyText, languageName } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { readDuplicatesId, type Group, type Grouping } from './groups'

interface GroupHeaderProps {
  readonly id: string
  readonly group: Group
  readonly grouping: Grouping
  /** The segment of the group, if grouped by segment. */
  readonly segment: Segment | null
  readonly isOpen: boolean
  readonly isActive: boolean
  readonly selected: number
  readonly rowIndex: number
  readonly columnCount: number
  readonly top: number
  readonly onToggle: (group: Group) => void
  readonly onSelect: (group: Group) => void
}

interface GroupTitle {
  readonly name: string
  /** Additional text, such as the text of a segment or the name of a language. */
  readonly more: string | null
}

function kindName(id: string): string {
  const kind = assetKinds.find((candidate) => candidate === id)
  return kind === undefined ? id : t(`kind.${kind}`)
}

function duplicatesTitle(id: string): GroupTitle {
  const { size, isSameBytes } = readDuplicatesId(id)
  return isSameBytes
    ? { name: t('group.sameBytes', { size: formatSize(size) }), more: t('group.compared') }
    : { name: t('group.sameSize', { size: formatSize(size) }), more: t('group.notCompared') }
}

function titleOf({ id }: Group, grouping: Grouping, segment: Segment | null): GroupTitle {
  switch (grouping) {
    case 'segment':
      return { name: id, more: segment?.text ?? null }
    case 'language':
      return {
        name: languageKeyText(id),
        more: id === languageKey(null) ? t('language.allOfThem') : languageName(id),
      }
    case 'folder':
      return { name: id === '' ? t('folder.none') : id, more: null }
    case 'kind':
      return { name: kindName(id), more: null }
    case 'duplicates':
      return duplicatesTitle(id)
    case 'none':
      return { name: id, more: null }
  }
}

/** The header row of a group. It opens and closes the group, and selects all of its files. */
export function GroupHeader(props: GroupHeaderProps) {
  const { group, selected, isOpen } = props
  const { name, more } = titleOf(group, props.grouping, props.segment)
  const facts =
    selected > 0
      ? t('group.selected', { selected, count: group.count })
      : t('count.assets', { count: group.count })
  const press = (event: MouseEvent) => {
    if (event.button !== 0) return
    if (event.target instanceof Element && event.target.closest('.group-chevron') !== null)
      props.onToggle(group)
    else props.onSelect(group)
  }
  return (
    <div
      role="row"
      aria-rowindex={props.rowIndex}
      className="group-header"
      data-group={group.id}
      style={{ transform: `translateY(${props.top}px)` }}
      data-active={props.isActive || undefined}
      onMouseDown={press}
      onDoubleClick={() => props.onToggle(group)}
    >
      <div
        id={props.id}
        role="gridcell"
        aria-colindex={1}
        aria-colspan={props.columnCount}
        aria-expanded={isOpen}
        aria-label={t('group.label', { name, facts })}
        className="group-cell"
        title={visibleText(more === null ? name : `${name} · ${more}`)}
      >
        <span className="group-chevron">
          <ChevronRight aria-hidden />
        </span>
        <UntrustedText text={name} className="group-name" />
        {more !== null && more !== '' && <UntrustedText text={more} isProse className="group-more" />}
        <span className="group-facts">
          {facts}
          <span className="group-size">{formatSize(group.bytes)}</span>
        </span>
      </div>
    </div>
  )
}
