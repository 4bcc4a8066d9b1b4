import type { CallContext, Handler, Platform } from '../http/call-context'
import { readString } from '../http/read-json'
import { jsonReply } from '../http/reply'
import { documentsOfScope, readScope } from '../segments/json-scope'
import type { PlatformDocument } from '../store/model'
import { slicePage, readBody, readPageRequest } from './generic-list'
import { languageName } from './languages'

/** The documented default of the similar call `documentsets` (docs/platform-api.md#documents). */
const defaultTake = 30

function documentItem(document: PlatformDocument, { library }: Platform) {
  return {
    did: document.did,
    dsid: document.dsid,
    name: document.name,
    exists: true,
    segments: library.segmentsOf(document.did).length,
    pdomain: document.domain,
    edit: true,
  }
}

/** `resources/documents/list`, which was seen with `items` and with `rows`. */
export const listDocuments: Handler = async (call) => {
  const { platform } = call
  const body = await readBody(call)
  const documents = documentsOfScope(readScope(body['scope'], platform.library), platform.library)
  const page = readPageRequest(body, defaultTake)
  const items = slicePage(documents, page).map((document) => documentItem(document, platform))
  switch (platform.switches.documentsList) {
    case 'items':
      return jsonReply({ total: documents.length, items })
    case 'rows':
      return jsonReply({ total: documents.length, count: items.length, rows: items })
    case 'hasmore':
      return jsonReply({ items, hasmore: page.skip + items.length < documents.length })
  }
}

/** Translation memories and term bases on the platform; here one memory for each project. */
export const listDocumentSets: Handler = async (call) => {
  const body = await readBody(call)
  const prefix = (readString(body['name']) ?? '').toLowerCase()
  const sets = call.platform.library.projects
    .map((project) => ({ dsid: project.id + 100_000, name: `${project.reference} - memory`, type: 'Memory' }))
    .filter((set) => set.name.toLowerCase().startsWith(prefix))
  const page = readPageRequest(body, defaultTake)
  const items = slicePage(sets, page)
  return jsonReply({ items, hasmore: page.skip + items.length < sets.length })
}

function flexRow(document: PlatformDocument, platform: Platform) {
  const { library } = platform
  const project = library.project(document.pid)
  const segments = library.segmentsOf(document.did)
  const src = project?.locales[0] ?? 'en'
  const isJob = document.flexId?.startsWith('c') ?? false
  return {
    id: document.flexId ?? String(document.did),
    did: document.did,
    jid: isJob ? Number(document.flexId?.slice(1)) : null,
    name: document.name,
    src,
    srct: languageName(src),
    paragraphs: segments.length,
    segments: segments.length,
    dtchange: document.changed,
    pid: document.pid,
    preference: project?.reference ?? '',
    pstatus: project?.status ?? 0,
    connector: '',
    filterName: '',
  }
}

/** Rows of `apps/wbflex/list`. See docs/platform-api.md#flex-documents. */
export const flexRows = ({ platform }: CallContext) =>
  platform.library.documents
    .filter((document) => document.flexId !== null)
    .map((document) => flexRow(document, platform))
