import type { CallContext, Handler } from '../http/call-context'
import { invalidParameter } from '../http/error-bodies'
import { jsonReply } from '../http/reply'
import { languageName } from './languages'

function shortDetails({ platform, param }: CallContext) {
  const document = platform.library.flexDocument(param('id'))
  if (document === undefined) throw invalidParameter('id', 'The document does not exist.')
  const [src = 'en', ...trgs] = platform.library.project(document.pid)?.locales ?? []
  const toWireLocale = (locale: string) => ({ v: locale, t: languageName(locale) })
  return {
    id: document.did,
    dsid: document.dsid,
    pid: document.pid,
    name: document.name,
    src: toWireLocale(src),
    trgs: trgs.map(toWireLocale),
    dtchange: document.changed,
    filterName: '',
  }
}

/** `files` are attachments of the document, not assets of its segments. See docs/platform-api.md#flex-documents. */
export const flexDocument: Handler = (call) => jsonReply({ ...shortDetails(call), files: [] })

export const flexDocumentShort: Handler = (call) =>
  jsonReply({
    ...shortDetails(call),
    isCodyt: call.param('id').startsWith('c'),
    hasBranches: false,
    hasBranchPropagation: false,
  })
