import { visibleText } from '../../shared/visible-text'

export { toVisiblePieces, visibleText } from '../../shared/visible-text'

const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/** Like `visibleText`, but isolated, so that it cannot reorder the message that contains it. */
export function isolatedText(text: string): string {
  return `${firstStrongIsolate}${visibleText(text)}${popIsolate}`
}
