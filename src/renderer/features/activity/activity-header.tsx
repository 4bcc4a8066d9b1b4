import { Download } from 'lucide-react'
import type { RefObject } from 'react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useStore } from 'zustand/react'
import { activityActions, activityResults, type ActivityFormat } from '../../../shared/activity'
import type { MessageKey } from '../../../shared/messages/catalogue'
import { Button } from '../../components/button'
import { SearchBox } from '../../components/search-box'
import { decimalSeparator } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { isFiltered } from './activity-state'
import type { ActivityStore } from './activity-store'
import { actionText, resultText } from './entry-texts'

interface ChoiceProps {
  readonly label: string
  readonly all: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly onChange: (value: string | null) => void
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <select
      className="activity-choice"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  )
}

/** CSV as spreadsheets of the language expect it, then with the other separator, for a system in another language. */
function exportChoices(): readonly (readonly [ActivityFormat, MessageKey])[] {
  const usesComma = decimalSeparator() !== ','
  return [
    [usesComma ? 'csv' : 'csv-semicolon', 'activity.export.csv'],
    usesComma ? ['csv-semicolon', 'activity.export.semicolons'] : ['csv', 'activity.export.commas'],
    ['json', 'activity.export.json'],
  ]
}

function ExportMenu({ store }: { readonly store: ActivityStore }) {
  return (
    <MenuTrigger>
      <Button icon={<Download aria-hidden />}>{t('activity.export')}</Button>
      <Popover className="menu-box" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t('activity.export')}>
          {exportChoices().map(([format, text]) => (
            <MenuItem key={format} className="menu-item" onAction={() => void store.exportAs(format)}>
              {t(text)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function Filters({ store }: { readonly store: ActivityStore }) {
  const { filter, facts } = useStore(store)
  return (
    <div className="activity-filters">
      <Choice
        label={t('field.act')}
        all={t('activity.filter.act.all')}
        value={filter.act}
        options={activityActions.map((value) => ({ value, text: actionText(value) }))}
        onChange={(act) => store.filterBy({ act })}
      />
      <Choice
        label={t('field.result')}
        all={t('activity.filter.result.all')}
        value={filter.result}
        options={activityResults.map((value) => ({ value, text: resultText(value) }))}
        onChange={(result) => store.filterBy({ result })}
      />
      <Choice
        label={t('field.account')}
        all={t('activity.filter.account.all')}
        value={filter.account}
        options={(facts?.accounts ?? []).map((value) => ({ value, text: visibleText(value) }))}
        onChange={(account) => store.filterBy({ account })}
      />
      <span className="activity-spacer" />
      <ExportMenu store={store} />
    </div>
  )
}

interface ActivityHeaderProps {
  readonly store: ActivityStore
  readonly searchRef: RefObject<HTMLInputElement | null>
}

export function ActivityHeader({ store, searchRef }: ActivityHeaderProps) {
  const { filter, facts } = useStore(store)
  return (
    <header className="activity-header">
      <div className="activity-titles">
        <h1 className="activity-title">{t('screen.activity')}</h1>
        <p className="activity-count">
          {facts !== null &&
            (isFiltered(filter)
              ? t('activity.matching', { count: facts.matching, total: facts.total })
              : t('activity.count', { count: facts.total }))}
        </p>
        <SearchBox
          label={t('activity.search')}
          value={filter.search}
          onChange={(search) => store.filterBy({ search })}
          inputRef={searchRef}
        />
      </div>
      <Filters store={store} />
    </header>
  )
}
