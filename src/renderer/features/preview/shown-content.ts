import type { PreviewContent } from '../../../shared/preview'
import type { Look } from './preview-state'

export type ShownContent = Exclude<PreviewContent, { readonly kind: 'none' }>

/** What there is to see, or null where something has to be told instead. */
export function shownContent(look: Look): ShownContent | null {
  if (look.step !== 'answered' || look.answer.state !== 'shown') return null
  const { content } = look.answer
  return content.kind === 'none' ? null : content
}
