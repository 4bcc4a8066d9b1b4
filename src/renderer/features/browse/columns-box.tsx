import { ChevronLeft, ChevronRight, Columns3 } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { PopoverDialog } from '../../components/popover-dialog'
import { Checkbox } from '../../components/checkbox'
import { t } from '../../lib/intl'
import { moveColumn, showColumn, defaultColumns } from './asset-columns'
import type { ColumnsStore } from './columns-store'

/** Popover to choose the columns of the table and their order. */
export function ColumnsBox({ store }: { readonly store: ColumnsStore }) {
  const customColumns = useStore(store, ({ columns }) => columns)
  const all = customColumns ?? defaultColumns
  return (
    <PopoverDialog
      label={t('columns.title')}
      placement="bottom end"
      trigger={<Button variant="quiet" aria-label={t('columns.title')} icon={<Columns3 aria-hidden />} />}
    >
      <ul className="columns-list">
        {all.map(({ column, isShown }, index) => {
          const name = t(`field.${column}`)
          const before = all[index - 1]?.column
          const after = all[index + 1]?.column
          return (
            <li key={column} className="columns-row">
              <Checkbox
                isSelected={isShown}
                isDisabled={column === 'name'}
                onChange={(shows) => store.change((current) => showColumn(current, column, shows))}
              >
                {name}
              </Checkbox>
              <Button
                size="small"
                variant="quiet"
                aria-label={t('columns.left', { column: name })}
                isDisabled={before === undefined}
                icon={<ChevronLeft aria-hidden />}
                onPress={() =>
                  store.change((current) =>
                    before === undefined ? current : moveColumn(current, column, before),
                  )
                }
              />
              <Button
                size="small"
                variant="quiet"
                aria-label={t('columns.right', { column: name })}
                isDisabled={after === undefined}
                icon={<ChevronRight aria-hidden />}
                onPress={() =>
                  store.change((current) =>
                    after === undefined ? current : moveColumn(current, column, after),
                  )
                }
              />
            </li>
          )
        })}
      </ul>
      <Button isDisabled={customColumns === null} onPress={store.reset}>
        {t('columns.reset')}
      </Button>
    </PopoverDialog>
  )
}
