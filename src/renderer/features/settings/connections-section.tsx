import { Pencil } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { Connection, ConnectionColor, SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { ReadOnlyChoice } from '../../components/read-only-choice'
import { whereText } from '../../lib/format'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import { Section } from './section'
import type { SettingsStore } from './settings-store'

interface ConnectionsSectionProps {
  readonly store: SettingsStore
  readonly saved: readonly SavedConnection[]
  readonly open: Connection | null
  readonly onEdit: (id: string) => void
}

interface Row {
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  readonly where: string
  readonly readOnly: boolean
  readonly state: string | null
  /** The demo and what is not saved keep their names. */
  readonly canEdit: boolean
}

function rowsOf({ saved, open }: Pick<ConnectionsSectionProps, 'saved' | 'open'>): readonly Row[] {
  const rows = saved.map(({ serverUrl, ...one }): Row => {
    const isOpen = one.id === open?.id
    const where = whereText({ ...one, host: serverUrl.replace(/^https?:\/\//, '') })
    // What the open connection is held to counts, also where it could not be written down.
    const readOnly = isOpen ? open.readOnly : one.readOnly
    return { ...one, where, readOnly, state: isOpen ? t('settings.connections.open') : null, canEdit: true }
  })
  if (open === null || saved.some(({ id }) => id === open.id)) return rows
  const where = open.kind === 'demo' ? t('demo.where') : whereText(open)
  return [{ ...open, where, state: t('settings.connections.session'), canEdit: false }, ...rows]
}

/** How connections are called and coloured, and which of them can only look. */
export function ConnectionsSection({ store, onEdit, ...connections }: ConnectionsSectionProps) {
  const savedId = useStore(store, (state) => state.saved)
  const rows = rowsOf(connections)
  return (
    <Section title={t('settings.connections')} text={t('settings.connections.text')}>
      {rows.length === 0 && <p className="settings-none">{t('settings.connections.none')}</p>}
      {rows.map(({ id, name, color, where, readOnly, state, canEdit }) => (
        <div key={id} className="setting settings-connection">
          <ColorDot color={color} />
          <span className="settings-connection-text">
            <span className="settings-connection-name" title={name}>
              {name}
            </span>
            <span className="settings-connection-where">
              {where}
              {state !== null && ` · ${state}`}
            </span>
          </span>
          <SavedMark isSaved={savedId === id} />
          {canEdit && (
            <Button
              size="small"
              look="quiet"
              icon={<Pencil aria-hidden />}
              aria-label={t('edit.of', { name })}
              onPress={() => onEdit(id)}
            >
              {t('edit.edit')}
            </Button>
          )}
          <ReadOnlyChoice
            name={name}
            readOnly={readOnly}
            onChange={(isWanted) => void store.setReadOnly(id, isWanted)}
          />
        </div>
      ))}
    </Section>
  )
}
