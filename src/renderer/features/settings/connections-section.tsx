import { Pencil } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { Connection, ConnectionColor, SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { ReadOnlyChoice } from '../../components/read-only-choice'
import { Checkbox } from '../../components/checkbox'
import { connectionText, accountText } from '../../lib/format'
import { t } from '../../lib/intl'
import { SavedMark } from './saved-mark'
import { SettingsSection } from './settings-section'
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
  /** Null for the demo and unsaved connections, which cannot be edited or opened at start. */
  readonly savedConnection: SavedConnection | null
}

function rowsOf({ saved, open }: Pick<ConnectionsSectionProps, 'saved' | 'open'>): readonly Row[] {
  const rows = saved.map((savedConnection): Row => {
    const { serverUrl, ...rest } = savedConnection
    const isOpen = rest.id === open?.id
    const where = accountText({ ...rest, host: serverUrl.replace(/^https?:\/\//, '') })
    // The open connection's state applies, even if it could not be saved.
    const readOnly = isOpen ? open.readOnly : rest.readOnly
    return {
      ...rest,
      where,
      readOnly,
      state: isOpen ? t('settings.connections.open') : null,
      savedConnection,
    }
  })
  if (open === null || saved.some(({ id }) => id === open.id)) return rows
  const where = open.kind === 'demo' ? t('demo.where') : accountText(open)
  return [
    {
      ...open,
      name: connectionText(open),
      where,
      state: t('settings.connections.session'),
      savedConnection: null,
    },
    ...rows,
  ]
}

interface OpenAtStartChoiceProps {
  readonly saved: SavedConnection
  readonly onChange: (opensAtStart: boolean) => Promise<void>
}

/** Offered only if the key is stored. An option that is already set can always be cleared. */
function OpenAtStartChoice({ saved, onChange }: OpenAtStartChoiceProps) {
  const { name, opensAtStart } = saved
  if (saved.key !== 'saved-securely' && !opensAtStart) return null
  return (
    <Checkbox isSelected={opensAtStart} onChange={onChange}>
      <span>
        {t('opens.atStart')} <span className="visually-hidden">{t('readOnly.of', { name })}</span>
      </span>
    </Checkbox>
  )
}

/** The connections: name and colour, read-only, open at start. */
export function ConnectionsSection({ store, onEdit, ...connections }: ConnectionsSectionProps) {
  const savedId = useStore(store, (state) => state.saved)
  const rows = rowsOf(connections)
  return (
    <SettingsSection title={t('connections.title')} text={t('settings.connections.text')}>
      {rows.length === 0 && <p className="settings-none">{t('settings.connections.none')}</p>}
      {rows.map(({ id, name, color, where, readOnly, state, savedConnection }) => (
        <div key={id} className="setting settings-connection">
          <ColorDot color={color} />
          <span className="settings-connection-text">
            <span className="settings-connection-name" title={name}>
              {name}
            </span>
            <span className="settings-connection-account">
              {where}
              {state !== null && ` · ${state}`}
            </span>
          </span>
          <SavedMark isSaved={savedId === id} />
          {savedConnection !== null && (
            <Button
              size="small"
              variant="quiet"
              icon={<Pencil aria-hidden />}
              aria-label={t('edit.of', { name })}
              onPress={() => onEdit(id)}
            >
              {t('edit.edit')}
            </Button>
          )}
          {savedConnection !== null && (
            <OpenAtStartChoice
              saved={savedConnection}
              onChange={(isChecked) => store.setOpensAtStart(savedConnection, isChecked)}
            />
          )}
          <ReadOnlyChoice
            name={name}
            readOnly={readOnly}
            onChange={(isChecked) => store.setReadOnly(id, isChecked)}
          />
        </div>
      ))}
    </SettingsSection>
  )
}
