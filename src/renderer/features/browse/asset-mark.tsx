import { t } from '../../lib/intl'
import type { ChangeMark } from './changes'

export type ItemMark = ChangeMark | 'look-alike'

/** Marks a file that was new or changed in the last refresh, or whose name looks like that of another one. */
export function AssetMark({ mark }: { readonly mark: ItemMark | null }) {
  if (mark === null) return null
  return (
    <span
      className="asset-mark"
      data-mark={mark}
      title={mark === 'look-alike' ? t('lookAlike.description') : undefined}
    >
      {t(`mark.${mark}`)}
    </span>
  )
}
