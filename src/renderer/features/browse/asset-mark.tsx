import { t } from '../../lib/intl'
import type { ChangeMark } from './changes'

/** Marks a file that was new or changed in the last refresh. */
export function AssetMark({ mark }: { readonly mark: ChangeMark | null }) {
  if (mark === null) return null
  return (
    <span className="asset-mark" data-mark={mark}>
      {t(`mark.${mark}`)}
    </span>
  )
}
