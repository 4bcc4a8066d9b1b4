import { Check, ListTree } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useStore } from 'zustand/react'
import { useShallow } from 'zustand/react/shallow'
import type { MessageKey } from '../../../shared/messages/catalogue'
import { Button, ButtonLabel } from '../../components/button'
import { t } from '../../lib/intl'
import type { BrowseStore } from './browse-store'
import { groupings, type Grouping } from './groups'

const groupingNames = {
  none: 'group.by.none',
  segment: 'field.segment',
  language: 'field.language',
  folder: 'field.folder',
  kind: 'field.kind',
  duplicates: 'group.by.duplicates',
} as const satisfies Readonly<Record<Grouping, MessageKey>>

/** Menu to choose how the list is grouped. */
export function GroupMenu({ store }: { readonly store: BrowseStore }) {
  const {
    grouping: activeGrouping,
    hasGroups,
    areAnyOpen,
  } = useStore(
    store,
    useShallow((state) => ({
      grouping: state.grouping,
      hasGroups: state.groups.length > 0,
      areAnyOpen: state.closed.size < state.groups.length,
    })),
  )
  const isOn = activeGrouping !== 'none'
  return (
    <MenuTrigger>
      <Button icon={<ListTree aria-hidden />} className={isOn ? 'is-active' : ''}>
        {isOn ? (
          t('group.active', { by: t(groupingNames[activeGrouping]) })
        ) : (
          <ButtonLabel>{t('group.title')}</ButtonLabel>
        )}
      </Button>
      <Popover className="menu-box" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t('group.title')}>
          {groupings.map((grouping) => (
            <MenuItem key={grouping} className="menu-item" onAction={() => store.groupBy(grouping)}>
              <Check aria-hidden className={grouping === activeGrouping ? '' : 'menu-item-unchecked'} />
              {t(groupingNames[grouping])}
            </MenuItem>
          ))}
          {isOn && hasGroups && (
            <MenuItem className="menu-item" onAction={() => store.setAllGroupsOpen(!areAnyOpen)}>
              <Check aria-hidden className="menu-item-unchecked" />
              {t(areAnyOpen ? 'group.closeAll' : 'group.openAll')}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
