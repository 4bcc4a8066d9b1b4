import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActivityEntry, ActivityFormat } from '../../shared/activity'
import { ActivityHarness, sampleFact } from '../../testing/activity-harness'
import { hostileText } from '../../testing/hostile-names'
import { toCsvCell } from './export-entries'
import type { ActivityFact } from './recorder'

const everything = { search: '', act: null, result: null, account: null }

async function exported(format: ActivityFormat, facts: readonly ActivityFact[]): Promise<string> {
  const { activity } = new ActivityHarness()
  await activity.recordFacts(facts)
  const pieces: string[] = []
  for await (const piece of activity.exportText(format, everything)) pieces.push(piece)
  return pieces.join('')
}

/** RFC 4180, read by someone else's rules: character by character. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else if (character !== '\r') throw new Error(`${character} outside quotes`)
  }
  return rows
}

describe('an export as CSV', () => {
  it('begins with a byte-order mark and the columns, and ends each line as RFC 4180 wants', async () => {
    const text = await exported('csv', [sampleFact('a.png')])
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toMatch(/^\ufeff"number","time","act","result",/)
    expect(text.split('\r\n')).toHaveLength(3)
  })

  it('gives every text back, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 4 }), async (names) => {
        const rows = parseCsv(
          (
            await exported(
              'csv',
              names.map((name) => sampleFact(name)),
            )
          ).slice(1),
        )
        const column = rows[0]?.indexOf('file') ?? -1
        expect(rows.slice(1).map((row) => row[column]?.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, ''))).toEqual(
          names,
        )
      }),
      { numRuns: 100 },
    )
  })

  it('tells a name that begins like our own apostrophe from one that we put there', async () => {
    const names = ["'+1", '+1', "''=1", "'a"]
    const text = await exported(
      'csv',
      names.map((name) => sampleFact(name)),
    )
    const [head, ...rows] = parseCsv(text.slice(1))
    const column = head?.indexOf('file') ?? -1
    expect(rows.map((row) => row[column])).toEqual(["''+1", "'+1", "'''=1", "'a"])
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＠a'])(
    'puts an apostrophe before %j, which a spreadsheet would run',
    (text) => {
      expect(toCsvCell(text)).toBe(`"'${text}"`)
    },
  )

  it('has no cell that begins like a formula', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (name, answer) => {
        const asset = { ...sampleFact('').asset, name, relativePath: answer, locale: name }
        const rows = parseCsv(
          (await exported('csv', [sampleFact('', { asset, answer, accountId: name })])).slice(1),
        )
        expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('leaves other texts as they are', () => {
    expect(toCsvCell('a "b", c')).toBe('"a ""b"", c"')
    expect(toCsvCell('')).toBe('""')
    expect(toCsvCell('a=b')).toBe('"a=b"')
  })
})

describe('an export as JSON', () => {
  it('is one array of whole entries, oldest first', async () => {
    const many = Array.from({ length: 1_234 }, (_, n) => sampleFact(`file${n}\ud800.png`))
    const entries = JSON.parse(await exported('json', many)) as ActivityEntry[]
    expect(entries.map(({ seq }) => seq)).toEqual(many.map((_, n) => n + 1))
    expect(entries[1_000]?.asset.name).toBe('file1000\ud800.png')
  })

  it('of nothing is an empty array', async () => {
    expect(JSON.parse(await exported('json', []))).toEqual([])
  })
})

describe('a receipt', () => {
  it('holds the entries of its job, their counts, and the end of the whole chain', async () => {
    const { activity, reportedHeads: reported } = new ActivityHarness()
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
    expect(json.head).toEqual(reported.at(-1))
    expect(receipt?.text).toContain('a.png')
    expect(receipt?.text).toContain(`3 ${reported.at(-1)?.hash ?? '?'}`)
    expect(receipt?.text).not.toContain('another job')
  })

  it('shows every hidden character of a name, on one line', async () => {
    const { activity } = new ActivityHarness()
    await activity.recordFacts([sampleFact('a\u202egnp.\nexe', { answer: 'no\r\nway' })])
    const text = (await activity.getReceipt('job-1'))?.text ?? ''
    expect(text).toContain('a\\u{202e}gnp.\\u{a}exe')
    expect(text).toContain('no\\u{d}\\u{a}way')
  })

  it('of an unknown job is none', async () => {
    expect(await new ActivityHarness().activity.getReceipt('job-1')).toBeNull()
  })
})
