import { ChevronDown, Keyboard, Lock, LogOut, RotateCcw } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { BudgetStatus } from '../../shared/budget'
import type { Connection } from '../../shared/connection'
import type { PlaceRequest } from '../../shared/place'
import { AppMark } from '../components/app-mark'
import { ColorDot } from '../components/color-dot'
import { UntrustedText } from '../components/untrusted-text'
import { placeName } from '../lib/place-name'
import { BudgetMeter } from '../features/budget/budget-meter'
import { connectionText, accountText } from '../lib/format'
import { t } from '../lib/intl'
import type { Stores } from './stores'

interface TopBarProps {
  readonly connection: Connection
  readonly place: PlaceRequest | null
  readonly budget: BudgetStatus | null
  readonly stores: Stores
  readonly onShortcuts: () => void
}

function Breadcrumb({ place }: Pick<TopBarProps, 'place'>) {
  if (place === null) return <h1 className="top-bar-app">{t('app.name')}</h1>
  const { parent, name } = placeName(place)
  return (
    <span className="breadcrumb">
      <UntrustedText text={parent} className="breadcrumb-parent" />
      <span aria-hidden className="breadcrumb-slash">
        /
      </span>
      <UntrustedText text={name} className="breadcrumb-name" />
    </span>
  )
}

async function resetDemo({ session, browse, places }: Stores): Promise<void> {
  if (!(await session.resetDemo())) return
  void places.reload()
  void browse.refresh()
}

function ConnectionMenu({ connection, stores, onShortcuts }: Omit<TopBarProps, 'place' | 'budget'>) {
  return (
    <MenuTrigger>
      <Button className="connection">
        <ColorDot color={connection.color} />
        <span className="connection-name">{connectionText(connection)}</span>
        <span className="connection-account">{accountText(connection)}</span>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu-box" placement="bottom end" offset={4}>
        <Menu className="menu">
          <MenuItem className="menu-item" onAction={onShortcuts}>
            <Keyboard aria-hidden />
            {t('shortcuts.title')}
          </MenuItem>
          {connection.kind === 'demo' && (
            <MenuItem className="menu-item" onAction={() => void resetDemo(stores)}>
              <RotateCcw aria-hidden />
              {t('demo.reset')}
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={() => void stores.session.signOut()}>
            <LogOut aria-hidden />
            {t('menu.signOut')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** The open place, the connection with colour, name, account and host, and the call budget. */
export function TopBar({ place, budget, ...rest }: TopBarProps) {
  return (
    <header className="top-bar">
      <AppMark size={22} />
      <Breadcrumb place={place} />
      {rest.connection.readOnly && (
        <span className="read-only-badge" title={t('readOnly.long')}>
          <Lock aria-hidden />
          {t('readOnly.badge')}
        </span>
      )}
      <ConnectionMenu {...rest} />
      {budget !== null && <BudgetMeter budget={budget} />}
    </header>
  )
}
