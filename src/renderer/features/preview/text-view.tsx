import { useMemo, useRef } from 'react'
import type { Asset } from '../../../shared/asset'
import type { PreviewContent } from '../../../shared/preview'
import { t } from '../../lib/intl'
import { useFixedRows } from '../../lib/use-fixed-rows'
import { isolatedText } from '../../lib/visible-text'
import { EncodingMenu } from './encoding-menu'
import type { PreviewStore } from './preview-store'
import { prettyJson, splitControls, textLines } from './text-lines'

/** Height of a row in pixels, as in preview.css. */
const lineHeight = 18

interface TextViewProps {
  readonly store: PreviewStore
  readonly asset: Asset
  readonly content: Extract<PreviewContent, { readonly kind: 'text' }>
}

/** Control characters as symbols; everything else as it is. */
function VisibleText({ text }: { readonly text: string }) {
  return splitControls(text).map((piece, index) =>
    piece.symbol === null ? (
      piece.text
    ) : (
      <span key={index} className="preview-text-control">
        {piece.symbol}
      </span>
    ),
  )
}

/** Shows a text verbatim, without rendering or running anything in it. Only visible rows are mounted. */
export function TextView({ store, asset, content }: TextViewProps) {
  const { text, form, isWhole } = content
  const scrollRef = useRef<HTMLDivElement>(null)
  const lines = useMemo(
    () => textLines((form === 'json' && isWhole ? prettyJson(text) : null) ?? text),
    [text, form, isWhole],
  )
  const maxLength = useMemo(() => lines.reduce((max, line) => Math.max(max, line.text.length), 0), [lines])
  const rows = useFixedRows({ count: lines.length, scrollRef, rowHeight: lineHeight })
  const digits = String(lines.length).length
  return (
    <div className="preview-text">
      <div
        ref={scrollRef}
        className="preview-text-rows scrolls"
        role="group"
        aria-label={t('preview.text', { name: isolatedText(asset.name) })}
        tabIndex={0}
        data-scrolls
      >
        <div
          className="preview-text-all selectable"
          style={{ height: rows.height, minWidth: `${maxLength + digits + 4}ch` }}
        >
          {rows.items.map(({ index, top }) => {
            const line = lines[index]
            return (
              <div key={index} className="preview-text-row" style={{ transform: `translateY(${top}px)` }}>
                <span
                  aria-hidden
                  className="preview-text-number"
                  data-number={line?.number ?? ''}
                  style={{ width: `${digits}ch` }}
                />
                <bdi dir="ltr">
                  <VisibleText text={line?.text ?? ''} />
                </bdi>
              </div>
            )
          })}
        </div>
      </div>
      <p className="preview-text-facts">
        <span>{t(`format.${form}`)}</span>
        <EncodingMenu store={store} content={content} />
        {!isWhole && <span>{t('preview.textCut')}</span>}
      </p>
    </div>
  )
}
