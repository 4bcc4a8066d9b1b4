import { EyeOff, History } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'
import { actionableAssets, type BrowseStore } from './browse-store'
import type { Changes } from './changes'
import { isAutomaticOnly } from './selection'

interface ListNoteProps {
  readonly store: BrowseStore
}

/** Warns that hidden selected files are excluded from all actions. Silent about a file that the user did not choose. */
export function HiddenSelection({ store }: ListNoteProps) {
  const state = useStore(store)
  const hidden = state.listing === null ? 0 : state.selection.keys.size - actionableAssets(state).length
  if (hidden === 0 || isAutomaticOnly(state.selection)) return null
  return (
    <div role="status" className="list-note list-note-warn">
      <EyeOff aria-hidden />
      <span>{t('hidden.selected', { selected: state.selection.keys.size, hidden })}</span>
      <Button size="small" variant="link" onPress={store.showAll}>
        {t('action.showThem')}
      </Button>
      <Button size="small" variant="link" onPress={store.deselectHidden}>
        {t('hidden.deselect')}
      </Button>
    </div>
  )
}

const maxShownGone = 3

function countsText({ fresh, changed, gone }: Changes): string {
  const parts = [
    fresh.size > 0 ? t('changes.new', { count: fresh.size }) : null,
    changed.size > 0 ? t('changes.changed', { count: changed.size }) : null,
    gone.length > 0 ? t('changes.gone', { count: gone.length }) : null,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** Changes found by the last refresh. They were made elsewhere: changes by a deletion run are in its result. */
export function ChangesNote({ store }: ListNoteProps) {
  const changes = useStore(store, (state) => state.changes)
  if (changes === null) return null
  const { gone } = changes
  const more = gone.length - maxShownGone
  return (
    <div role="status" className="list-note">
      <History aria-hidden />
      <span className="list-note-text">
        {t('changes.since', { what: countsText(changes) })}
        {gone.length > 0 && (
          <span className="list-note-names">
            {gone.slice(0, maxShownGone).map(({ key, name }) => (
              <UntrustedText key={key} text={name} className="list-note-name" />
            ))}
            {more > 0 && <span>{t('list.more', { count: more })}</span>}
          </span>
        )}
      </span>
      <Button size="small" variant="quiet" onPress={store.dismissChanges}>
        {t('action.dismiss')}
      </Button>
    </div>
  )
}
