import type { PreviewContent } from '../../../shared/preview'
import type { Preview } from './preview-state'

export type ShownContent = Exclude<PreviewContent, { readonly kind: 'none' }>

/** What there is to see, or null where something has to be told instead. */
export function shownContent(preview: Preview): ShownContent | null {
  if (preview.step !== 'answered' || preview.answer.state !== 'shown') return null
  const { content } = preview.answer
  return content.kind === 'none' ? null : content
}
