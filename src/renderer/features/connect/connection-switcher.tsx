import { Check, ChevronsUpDown, Pencil, Plus } from 'lucide-react'
import { useEffect, useId, useRef, type RefObject } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { Text } from 'react-aria-components/Text'
import { useStore } from 'zustand/react'
import type { Connection, ConnectionColor, SavedConnection } from '../../../shared/connection'
import { ColorDot } from '../../components/color-dot'
import { Spinner } from '../../components/spinner'
import { accountText } from '../../lib/format'
import { t } from '../../lib/intl'
import type { ConnectStore } from './connect-store'
import './connection-switcher.css'

interface ConnectionSwitcherProps {
  readonly store: ConnectStore
  readonly current: Connection
  readonly saved: readonly SavedConnection[]
}

interface Entry {
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  readonly where: string
}

function demoEntry(): Entry {
  return { id: 'demo', name: t('demo.name'), color: 'green', where: t('demo.where') }
}

function entryOf(connection: Connection, isSaved: boolean): Entry {
  if (connection.kind === 'demo') return demoEntry()
  const where = accountText(connection)
  // An unsaved connection needs its key again to be reopened.
  return { ...connection, where: isSaved ? where : t('switcher.unsaved', { where }) }
}

/** The saved connections and the demo, preceded by the open connection if it is not saved. */
function entriesOf({ current, saved }: Omit<ConnectionSwitcherProps, 'store'>): readonly Entry[] {
  const savedEntries = saved.map((connection) => {
    const host = connection.serverUrl.replace(/^https?:\/\//, '')
    return { ...connection, where: accountText({ ...connection, host }) }
  })
  const isListed = current.kind === 'demo' || saved.some(({ id }) => id === current.id)
  return [...(isListed ? [] : [entryOf(current, false)]), ...savedEntries, demoEntry()]
}

function EntryItem({ entry, onOpen }: { readonly entry: Entry; readonly onOpen: () => void }) {
  const { id, name, color, where } = entry
  return (
    <MenuItem id={id} className="menu-item switcher-item" textValue={name} onAction={onOpen}>
      <ColorDot color={color} />
      <span className="switcher-text" title={`${name}\n${where}`}>
        <Text slot="label" className="switcher-name">
          {name}
        </Text>
        <Text slot="description" className="switcher-account">
          {where}
        </Text>
      </span>
      <Check aria-hidden className="switcher-check" />
    </MenuItem>
  )
}

/** Returns focus to the menu button when a dialog closes whose menu item no longer exists. */
function useReturnFocus(isOpen: boolean, button: RefObject<HTMLButtonElement | null>) {
  const wasOpen = useRef(false)
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    // Run after the frame in which the dialog restores focus itself.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) button.current?.focus()
    }, 50)
    return () => clearTimeout(timer)
  }, [isOpen, button])
}

/** Shows the open connection and switches to another. Operations on the previous connection continue. */
export function ConnectionSwitcher({ store, current, saved }: ConnectionSwitcherProps) {
  const { busy, dialog, editing } = useStore(store)
  const button = useRef<HTMLButtonElement>(null)
  useReturnFocus(dialog !== null || editing !== null, button)
  const labelId = useId()
  const entries = entriesOf({ current, saved })
  const isSaved = saved.some((connection) => connection.id === current.id)
  const { id, name, color, where } = entryOf(current, isSaved)
  const busyId = busy?.kind === 'saved' ? busy.id : busy?.kind
  const opening = entries.find((entry) => entry.id === busyId)
  const busyText = opening === undefined ? '' : t('switcher.opening', { name: opening.name })
  const open = (chosen: Entry) => {
    if (chosen.id === id) return
    if (chosen.id === demoEntry().id) void store.openDemo()
    else void store.openSaved(chosen.id)
  }
  return (
    <MenuTrigger>
      <Button ref={button} className="switcher" aria-label={t('switcher.button', { name })}>
        <ColorDot color={color} />
        <span className="switcher-text" title={`${name}\n${where}`}>
          <span className="switcher-name">{name}</span>
          <span className="switcher-account">{opening === undefined ? where : busyText}</span>
        </span>
        {busy === null ? <ChevronsUpDown aria-hidden /> : <Spinner />}
      </Button>
      <span role="status" className="visually-hidden">
        {busyText}
      </span>
      <Popover className="menu-box switcher-box" placement="bottom start" offset={4}>
        <span id={labelId} hidden>
          {t('connections.title')}
        </span>
        <Menu className="menu scrolls" aria-labelledby={labelId}>
          <MenuSection
            aria-label={t('saved.title')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[id]}
          >
            {entries.map((entry) => (
              <EntryItem key={entry.id} entry={entry} onOpen={() => open(entry)} />
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuSection aria-label={t('switcher.actions')}>
            {isSaved && (
              <MenuItem className="menu-item" onAction={() => store.openEditor(id)}>
                <Pencil aria-hidden />
                {t('switcher.edit')}
              </MenuItem>
            )}
            <MenuItem className="menu-item" onAction={store.openForm}>
              <Plus aria-hidden />
              {t('switcher.add')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
