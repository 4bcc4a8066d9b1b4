import { t } from '../../lib/intl'
import type { ChangeMark } from './changes'

/** Said of a file that the last refresh found new, or other than it was. */
export function AssetMark({ mark }: { readonly mark: ChangeMark | null }) {
  if (mark === null) return null
  return (
    <span className="asset-mark" data-mark={mark}>
      {t(`mark.${mark}`)}
    </span>
  )
}
