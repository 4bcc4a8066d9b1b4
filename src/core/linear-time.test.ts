import { describe, expect, it } from 'vitest'
import { growthOf, hostileShapes, maxGrowth } from '../testing/growth'
import { escapeInvisibleCharacters } from './activity/escape-invisible-characters'
import { toCsvCell } from './activity/export-entries'
import { checkDeleteTarget } from './assets/delete-target'
import { foldPath, toWidePath } from './assets/wide-path'
import { toLocalName } from './local-names/local-name'
import { toLocalPath } from './local-names/local-path'
import { countExpandedElements } from './previews/svg-uses'
import { decodeText } from './previews/decode-text'
import { readSvgHeader } from './previews/svg-header'
import { sniff } from './previews/sniff'
import { detectTextForm } from './previews/text-form'
import { foldText } from '../shared/order/fold-text'
import { folderText } from '../shared/order/folder-text'
import { normalizeTarget } from './transfers/upload-target'
import { readReportedAllowance } from './wordbee/budget/reported-allowance'
import { JsonStream, JsonStreamError } from './wordbee/json-stream'
import { normaliseServerUrl } from './wordbee/server-url'

const encoder = new TextEncoder()
const loopbackOnly = { loopbackOnly: false }
const target = { context: { family: 'classic', scope: 'pr1' }, segmentId: 1, locale: null } as const

const textHints = { isWhole: true, locale: 'ja', encoding: null }

/** Everything that reads a text from a server or a file. */
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  toLocalName,
  toLocalPath: (text) => toLocalPath(text, text),
  foldPath,
  foldText,
  folderText,
  toWidePath: (text) => toWidePath({ locale: text, relativePath: text, name: text }),
  checkDeleteTarget: (text) => checkDeleteTarget({ ...target, relativePath: text, name: text }),
  normalizeTarget: (text) => normalizeTarget({ ...target, folder: text, keepsFolders: false }),
  normaliseServerUrl: (text) => normaliseServerUrl(`https://a.example/${text}`, loopbackOnly),
  readReportedAllowance,
  toCsvCell,
  escapeInvisibleCharacters,
  countExpandedElements,
  readSvgHeader,
  detectTextForm: (text) => detectTextForm(text, true),
  decodeText: (text) =>
    decodeText(encoder.encode(text), textHints, { guessEncodings: () => ['windows-1252'] }),
  sniff: (text) => sniff(encoder.encode(text)),
  JsonStream: (text) => {
    const stream = new JsonStream()
    try {
      for (let at = 0; at < text.length; at += 1_000) stream.add(text.slice(at, at + 1_000))
      stream.finish()
    } catch (error) {
      if (!(error instanceof JsonStreamError)) throw error
    }
  },
}

describe.each(Object.entries(parsers))('%s takes linear time', (_name, parse) => {
  it.each(Object.entries(hostileShapes))('for %s', (_shape, shape) => {
    expect(growthOf((text) => void parse(text), shape)).toBeLessThan(maxGrowth)
  })
})
