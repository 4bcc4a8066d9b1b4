import { readClassicContext, readFlexContext, type ContextReader } from '../assets/asset-context'
import { deleteAssets } from '../assets/delete-assets'
import { downloadAsset } from '../assets/download-asset'
import { listSegmentsAssets, listSegmentAssets } from '../assets/list-assets'
import { uploadAsset } from '../assets/upload-asset'
import { flexRows, listDocuments, listDocumentSets } from '../lists/documents'
import { flexDocument, flexDocumentShort } from '../lists/flex-document'
import { genericFields, genericItem, genericList } from '../lists/generic-list'
import { jobRows } from '../lists/jobs'
import { listLanguages } from '../lists/languages'
import { operationStatus } from '../lists/operation-status'
import { projectLocales, projectRows } from '../lists/projects'
import { uploadMedia, uploadSeveral } from '../media/upload-media'
import type { Row } from '../query-language/evaluate'
import { segmentRights } from '../segments/rights'
import { searchSegments } from '../segments/search-segments'
import { segmentItem } from '../segments/segment-item'
import { signIn, signOut } from '../sessions/auth-calls'
import type { CallContext, Handler } from './call-context'
import { notFoundPage } from './html-pages'

export interface Route {
  /** Decides which checks run before the handler. */
  readonly family: 'sign-in' | 'sign-out' | 'assets' | 'other' | 'unknown'
  readonly handle: Handler
}

/** Keys are `METHOD /path` as documented. Fixed paths come before those with parameters. */
export type RouteTable = readonly (readonly [methodAndPath: string, route: Route])[]

function assetRoutes(base: string, contextOf: ContextReader): RouteTable {
  const route = (handle: Handler): Route => ({ family: 'assets', handle })
  return [
    [`GET ${base}/list`, route(listSegmentsAssets(contextOf))],
    [`GET ${base}/:segmentid/list`, route(listSegmentAssets(contextOf))],
    [`GET ${base}/:segmentid`, route(downloadAsset(contextOf))],
    [`POST ${base}/:segmentid`, route(uploadAsset(contextOf))],
    [`DELETE ${base}/:segmentid`, route(deleteAssets(contextOf))],
  ]
}

function listRoutes(base: string, rowsOf: (call: CallContext) => readonly Row[]): RouteTable {
  const route = (handle: Handler): Route => ({ family: 'other', handle })
  return [
    [`POST ${base}/list`, route(genericList(rowsOf))],
    [`POST ${base}/list/full`, route(genericList(rowsOf))],
    [`GET ${base}/list/fields`, route(genericFields(rowsOf))],
    [`GET ${base}/list/items/:id`, route(genericItem(rowsOf))],
  ]
}

const other = (handle: Handler): Route => ({ family: 'other', handle })

export const routes: RouteTable = [
  ['POST /api/auth/token', { family: 'sign-in', handle: signIn }],
  ['DELETE /api/auth/token', { family: 'sign-out', handle: signOut }],
  ...assetRoutes('/api/resources/assets', readClassicContext),
  ...assetRoutes('/api/apps/wbflex/documents/:id/assets', readFlexContext),
  ['POST /api/media/upload', other(uploadMedia)],
  ['POST /api/media/upload/multi', other(uploadSeveral)],
  ...listRoutes('/api/projects', projectRows),
  ...listRoutes('/api/jobs', jobRows),
  ...listRoutes('/api/apps/wbflex', flexRows),
  ['GET /api/projects/:id/locales', other(projectLocales)],
  ['GET /api/apps/wbflex/documents/:id', other(flexDocument)],
  ['GET /api/apps/wbflex/documents/:id/short', other(flexDocumentShort)],
  ['POST /api/resources/documents/list', other(listDocuments)],
  ['POST /api/resources/documentsets', other(listDocumentSets)],
  ['POST /api/resources/segments/search', other(searchSegments)],
  ['POST /api/resources/segments/search/item/:segmentid', other(segmentItem)],
  ['POST /api/resources/segments/rights', other(segmentRights)],
  ['GET /api/settings/languages', other(listLanguages)],
  ['GET /api/trm/status', other(operationStatus)],
]

export const unknownRoute: Route = { family: 'unknown', handle: notFoundPage }
