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
import type { SavedPlace, SavedPlaces, PlaceRequest } from '../../../shared/place'
import { Button } from '../../components/button'
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'
import { placeName } from '../../lib/place-name'
import { visibleText } from '../../lib/visible-text'

interface SavedPlacesListProps {
  readonly places: SavedPlaces
  readonly onOpen: (place: PlaceRequest) => void
  readonly onPin: (id: string, isPinned: boolean) => void
  readonly onForget: (id: string) => void
}

const placeIcons: Readonly<Record<PlaceRequest['kind'], LucideIcon>> = {
  project: Files,
  document: FileText,
  job: BriefcaseBusiness,
  flex: Blocks,
  segments: Hash,
}

interface PlaceEntryProps extends Omit<SavedPlacesListProps, 'places'> {
  readonly entry: SavedPlace
  readonly isPinned: boolean
}

function PlaceEntry({ entry, isPinned, onOpen, onPin, onForget }: PlaceEntryProps) {
  const { id, place } = entry
  const { name, parent } = placeName(place)
  const Icon = placeIcons[place.kind]
  const shown = visibleText(name)
  return (
    <li className="saved-place">
      <button
        type="button"
        className="saved-place-open"
        title={visibleText(`${parent} / ${name}`)}
        onClick={() => onOpen(place)}
      >
        <Icon aria-hidden />
        <span className="saved-place-text">
          <UntrustedText text={name} className="saved-place-name" />
          <UntrustedText text={parent} className="saved-place-parent" />
        </span>
      </button>
      <span className="saved-place-actions">
        <Button
          variant="quiet"
          size="small"
          aria-label={t(isPinned ? 'kept.unpin' : 'kept.pin', { name: shown })}
          icon={isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          onPress={() => onPin(id, !isPinned)}
        />
        <Button
          variant="quiet"
          size="small"
          aria-label={t('kept.forget', { name: shown })}
          icon={<X aria-hidden />}
          onPress={() => onForget(id)}
        />
      </span>
    </li>
  )
}

/** Pinned and recent places of this account. */
export function SavedPlacesList({ places, ...rest }: SavedPlacesListProps) {
  const groups = [
    { title: t('kept.pinned'), isPinned: true, entries: places.pinned },
    { title: t('kept.short'), isPinned: false, entries: places.recent },
  ].filter(({ entries }) => entries.length > 0)
  if (groups.length === 0) return <p className="projects-empty">{t('kept.empty')}</p>
  return groups.map(({ title, isPinned, entries }) => (
    <section key={title} className="saved-places" aria-label={title}>
      <h3 className="panel-title">{title}</h3>
      <ul>
        {entries.map((entry) => (
          <PlaceEntry key={entry.id} entry={entry} isPinned={isPinned} {...rest} />
        ))}
      </ul>
    </section>
  ))
}
