import {
  Blocks,
  BriefcaseBusiness,
  FileText,
  Files,
  Hash,
  Pin,
  PinOff,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { KeptPlace, KeptPlaces, PlaceRequest } from '../../../shared/place'
import { Button } from '../../components/button'
import { ShownText } from '../../components/shown-text'
import { t } from '../../lib/intl'
import { placeName } from '../../lib/place-name'
import { visibleText } from '../../lib/visible-text'

interface KeptListProps {
  readonly places: KeptPlaces
  readonly onOpen: (place: PlaceRequest) => void
  readonly onPin: (id: string, isPinned: boolean) => void
  readonly onForget: (id: string) => void
}

const ICONS: Readonly<Record<PlaceRequest['kind'], LucideIcon>> = {
  project: Files,
  document: FileText,
  job: BriefcaseBusiness,
  flex: Blocks,
  segments: Hash,
}

interface EntryProps extends Omit<KeptListProps, 'places'> {
  readonly entry: KeptPlace
  readonly isPinned: boolean
}

function Entry({ entry, isPinned, onOpen, onPin, onForget }: EntryProps) {
  const { id, place } = entry
  const { name, parent } = placeName(place)
  const Icon = ICONS[place.kind]
  const shown = visibleText(name)
  return (
    <li className="kept-place">
      <button
        type="button"
        className="kept-place-open"
        title={visibleText(`${parent} / ${name}`)}
        onClick={() => onOpen(place)}
      >
        <Icon aria-hidden />
        <span className="kept-place-text">
          <ShownText text={name} className="kept-place-name" />
          <ShownText text={parent} className="kept-place-parent" />
        </span>
      </button>
      <span className="kept-place-acts">
        <Button
          look="quiet"
          size="small"
          aria-label={t(isPinned ? 'kept.unpin' : 'kept.pin', { name: shown })}
          icon={isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          onPress={() => onPin(id, !isPinned)}
        />
        <Button
          look="quiet"
          size="small"
          aria-label={t('kept.forget', { name: shown })}
          icon={<X aria-hidden />}
          onPress={() => onForget(id)}
        />
      </span>
    </li>
  )
}

/** Places of this account that were pinned, and those that were opened last. */
export function KeptList({ places, ...rest }: KeptListProps) {
  const groups = [
    { title: t('kept.pinned'), isPinned: true, entries: places.pinned },
    { title: t('kept.short'), isPinned: false, entries: places.recent },
  ].filter(({ entries }) => entries.length > 0)
  if (groups.length === 0) return <p className="projects-empty">{t('kept.empty')}</p>
  return groups.map(({ title, isPinned, entries }) => (
    <section key={title} className="kept-places" aria-label={title}>
      <h3 className="panel-title">{title}</h3>
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} isPinned={isPinned} {...rest} />
        ))}
      </ul>
    </section>
  ))
}
