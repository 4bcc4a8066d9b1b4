import type { PreviewContent } from '../../../shared/preview'
import type { Preview } from './preview-state'

export type ShownContent = Exclude<PreviewContent, { readonly kind: 'none' }>

/** The content to show, or null if a placeholder is shown instead. */
export function shownContent(preview: Preview): ShownContent | null {
  if (preview.step !== 'answered' || preview.answer.state !== 'shown') return null
  const { content } = preview.answer
  return content.kind === 'none' ? null : content
}
