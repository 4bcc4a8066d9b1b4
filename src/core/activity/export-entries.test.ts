import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActivityEntry, ActivityFormat } from '../../shared/activity'
import { ActivityHarness, sampleFact } from '../../testing/activity-harness'
import { hostileText } from '../../testing/hostile-names'
import { toCsvCell } from './export-entries'
import type { ActivityFact } from './recorder'

const everything = { search: '', act: null, result: null, account: null }

async function exportFacts(format: ActivityFormat, facts: readonly ActivityFact[]): Promise<string> {
  const { activity } = new ActivityHarness()
  await activity.recordFacts(facts)
  const pieces: string[] = []
  for await (const piece of activity.exportText(format, everything)) pieces.push(piece)
  return pieces.join('')
}

/**
 * Reads CSV as spreadsheets do, character by character: a quote opens a quoted part only at the start of a cell; text after
 * its end belongs to the cell.
 */
function parseCsv(text: string, separator = ','): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let state: 'start' | 'quoted' | 'plain' = 'start'
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (state === 'quoted') {
      if (character !== '"') cell += character
      else if (text.charAt(index + 1) === '"') {
        cell += '"'
        index += 1
      } else state = 'plain'
    } else if (character === '"' && state === 'start') state = 'quoted'
    else if (character === separator || character === '\n') {
      row.push(cell)
      if (character === '\n') rows.push(row)
      if (character === '\n') row = []
      cell = ''
      state = 'start'
    } else if (character !== '\r') {
      cell += character
      state = 'plain'
    }
  }
  return rows
}

/** Undoes the apostrophes: one at the start, and one after each separator, where a formula would start. */
function withoutApostrophes(cell: string): string {
  const isFormula = (rest: string) =>
    /^'*[=+\-@−﹢﹣﹦﹫＝＋－＠]/.test(rest.replace(/^('*)["‘-‟＂\p{Z}\p{Cc}\p{Cf}]*/u, '$1'))
  const apostrophes = Array.from(cell).map((character, index, all) => {
    const rest = all.slice(index + 1).join('')
    const before = all[index - 1] ?? ''
    const ownBlanks = rest.split(/[,;|:\t\r\n\v\f\u0085\u2028\u2029،؛、，：；｜]/u)[0] ?? ''
    const isAdded = index === 0 || /[,;|:\t\r\n\v\f\u0085\u2028\u2029،؛、，：；｜]/u.test(before)
    const guards = isFormula(ownBlanks) || (index === 0 && /^'*[\t\r\n]/.test(rest))
    return character === "'" && isAdded && guards ? '' : character
  })
  return apostrophes.join('')
}

describe('an export as CSV', () => {
  it('starts with a byte-order mark and the columns, and ends each line with CRLF', async () => {
    const text = await exportFacts('csv', [sampleFact('a.png')])
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toMatch(/^\ufeff"number","time","act","result",/)
    expect(text.split('\r\n')).toHaveLength(3)
  })

  it('preserves every text, whatever it contains', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 4 }), async (names) => {
        const rows = parseCsv(
          (
            await exportFacts(
              'csv',
              names.map((name) => sampleFact(name)),
            )
          ).slice(1),
        )
        const column = rows[0]?.indexOf('file') ?? -1
        expect(rows.slice(1).map((row) => withoutApostrophes(row[column] ?? ''))).toEqual(names)
      }),
      { numRuns: 100 },
    )
  })

  it('distinguishes a name that starts with an apostrophe from an apostrophe that we added', async () => {
    const names = ["'+1", '+1', "''=1", "'a"]
    const text = await exportFacts(
      'csv',
      names.map((name) => sampleFact(name)),
    )
    const [header, ...rows] = parseCsv(text.slice(1))
    const column = header?.indexOf('file') ?? -1
    expect(rows.map((row) => row[column])).toEqual(["''+1", "'+1", "'''=1", "'a"])
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\n=1', "'\n'=1"],
    ['＝1', "'＝1"],
    ['＠a', "'＠a"],
    ['−1', "'−1"],
    [' =1', "' =1"],
    ['\u3000\u00a0=1', "'\u3000\u00a0=1"],
    ['\u200b=1', "'\u200b=1"],
    ['x;=HYPERLINK(1)', "x;'=HYPERLINK(1)"],
    ['x; =1', "x;' =1"],
    ['x,-1', "x,'-1"],
    ['x|@a', "x|'@a"],
    ['x:+1', "x:'+1"],
    ['x\t=1', "x\t'=1"],
    ['x\r\n=1', "x\r\n'=1"],
    ['x\u2028=1', "x\u2028'=1"],
    ['x；=1', "x；'=1"],
    ['x;"=1', 'x;\'"=1'],
    ["x;'=1", "x;''=1"],
    ['x;;;=1', "x;;;'=1"],
  ])('puts an apostrophe in %j where a spreadsheet would start a formula', (text, safe) => {
    expect(toCsvCell(text)).toBe(`"${safe.replaceAll('"', '""')}"`)
  })

  it('separates by semicolons where spreadsheets expect them', async () => {
    const text = await exportFacts('csv-semicolon', [sampleFact('a;b,c.png')])
    expect(text).toMatch(/^\ufeff"number";"time";"act";/)
    const [header, row] = parseCsv(text.slice(1), ';')
    expect(row?.[header?.indexOf('file') ?? -1]).toBe('a;b,c.png')
  })

  it.each([',', ';', '\t', '|', ':', '\u0000'])(
    'has no cell that starts like a formula for a reader whose separator is %j',
    async (separator) => {
      const unit = fc.constantFrom(...Array.from('=+-@＝x1 "\'\u3000\u200b,;|:\t\r\n'))
      const text = fc.string({ unit, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(
          text,
          text,
          fc.constantFrom('csv', 'csv-semicolon'),
          async (name, answer, format) => {
            const csv = await exportFacts(format, [sampleFact(name, { answer, accountId: answer })])
            const cells = parseCsv(csv.slice(1), separator).flat()
            const isFormula = (cell: string) => /^[=+\-@＝]/.test(cell.replace(/^[\s"\u200b]+/, ''))
            expect(cells.filter(isFormula)).toEqual([])
          },
        ),
        { numRuns: 150 },
      )
    },
  )

  it.each(['\t', ' ', '"', "'", ';', '; '])('takes time in proportion to the length: %j', (character) => {
    const start = performance.now()
    toCsvCell(character.repeat(300_000))
    expect(performance.now() - start).toBeLessThan(1_500)
  })

  it('has no cell that starts like a formula', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (name, answer) => {
        const asset = { ...sampleFact('').asset, name, relativePath: answer, locale: name }
        const rows = parseCsv(
          (await exportFacts('csv', [sampleFact('', { asset, answer, accountId: name })])).slice(1),
        )
        expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('leaves other texts unchanged', () => {
    expect(toCsvCell('a "b", c')).toBe('"a ""b"", c"')
    expect(toCsvCell('')).toBe('""')
    expect(toCsvCell('a=b')).toBe('"a=b"')
  })
})

describe('an export as JSON', () => {
  it('is one array of complete entries, oldest first', async () => {
    const many = Array.from({ length: 1_234 }, (_, n) => sampleFact(`file${n}\ud800.png`))
    const entries = JSON.parse(await exportFacts('json', many)) as ActivityEntry[]
    expect(entries.map(({ seq }) => seq)).toEqual(many.map((_, n) => n + 1))
    expect(entries[1_000]?.asset.name).toBe('file1000\ud800.png')
  })

  it('is an empty array if there are no entries', async () => {
    expect(JSON.parse(await exportFacts('json', []))).toEqual([])
  })
})

describe('a receipt', () => {
  it('contains the entries of its run, their counts, and the head of the whole chain', async () => {
    const { activity, reportedHeads } = new ActivityHarness()
    await activity.recordFacts([
      sampleFact('a.png'),
      sampleFact('b.png', { result: 'not-deleted', reason: 'changed' }),
    ])
    await activity.recordFacts([sampleFact('of another job.png', { jobId: 'job-2' })])
    const receipt = await activity.getReceipt('job-1')
    const json = JSON.parse(receipt?.json ?? '') as {
      entries: ActivityEntry[]
      counts: unknown
      head: unknown
    }
    expect(json.entries.map(({ asset }) => asset.name)).toEqual(['a.png', 'b.png'])
    expect(json.counts).toEqual({ 'deleted-and-verified': 1, 'not-deleted': 1 })
    expect(json.head).toEqual(reportedHeads.at(-1))
    expect(receipt?.text).toContain('a.png')
    expect(receipt?.text).toContain(`3 ${reportedHeads.at(-1)?.hash ?? '?'}`)
    expect(receipt?.text).not.toContain('another job')
  })

  it('escapes hidden characters of names, and stays on one line', async () => {
    const { activity } = new ActivityHarness()
    await activity.recordFacts([sampleFact('a\u202egnp.\nexe', { answer: 'no\r\nway' })])
    const text = (await activity.getReceipt('job-1'))?.text ?? ''
    expect(text).toContain('a\\u{202e}gnp.\\u{a}exe')
    expect(text).toContain('no\\u{d}\\u{a}way')
  })

  it('does not exist for an unknown run', async () => {
    expect(await new ActivityHarness().activity.getReceipt('job-1')).toBeNull()
  })
})
