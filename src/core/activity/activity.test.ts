import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActivityFilter } from '../../shared/activity'
import { ActivityHarness, sampleFact } from '../../testing/activity-harness'
import { MemoryFiles } from '../../testing/memory-ports'
import { anyIdentity, hostileText } from '../../testing/hostile-names'
import { crc32 } from '../storage/crc32'

const everything: ActivityFilter = { search: '', act: null, result: null, account: null }
const page = { ...everything, skip: 0, take: 100 }

async function harness(count: number): Promise<ActivityHarness> {
  const made = new ActivityHarness()
  for (let n = 1; n <= count; n += 1) await made.activity.recordFacts([sampleFact(`file${n}.png`)])
  return made
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split('\n').slice(0, -1)
}

function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

/** A line with another JSON and the checksum that belongs to it, as a careful forger writes it. */
function reline(line: string, change: (json: string) => string): string {
  const json = change(line.slice(9))
  return `${crc32(new TextEncoder().encode(json))} ${json}`
}

function replaced(lines: readonly string[], line: number, change: (text: string) => string): string[] {
  return lines.map((text, at) => (at === line ? change(text) : text))
}

function swapped(lines: readonly string[], one: number, other: number): string[] {
  return lines.map((text, at) => lines[at === one ? other : at === other ? one : at] ?? text)
}

function newer(line: string): string {
  return reline(line, () => '{"kind":"activity","v":9}')
}

describe('the activity log', () => {
  it('numbers, dates and chains what it is given, and has it again after a restart', async () => {
    const first = await harness(3)
    const { rows, total, matching, accounts } = await first.restart().activity.getPage(page)
    expect([total, matching, accounts]).toEqual([3, 3, ['acme-loc · platform.example']])
    expect(rows.map(({ seq, asset }) => [seq, asset.name])).toEqual([
      [3, 'file3.png'],
      [2, 'file2.png'],
      [1, 'file1.png'],
    ])
    expect(rows[0]).toMatchObject({
      at: '2026-03-04T06:06:00.000Z',
      user: 'ada',
      previousHash: rows[1]?.hash,
    })
    expect(rows[2]?.previousHash).toBe('0'.repeat(64))
  })

  it('keeps the order of what is recorded at once, and tells the new end', async () => {
    const { activity, reportedHeads: reported } = new ActivityHarness()
    await Promise.all(
      [1, 2, 3, 4].map((n) => activity.recordFacts([sampleFact(`a${n}`), sampleFact(`b${n}`)])),
    )
    const { rows } = await activity.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['b4', 'a4', 'b3', 'a3', 'b2', 'a2', 'b1', 'a1'])
    expect(reported.at(-1)).toEqual({ seq: 8, hash: rows[0]?.hash })
    expect(await activity.verifyChain()).toEqual({ whole: true, head: reported.at(-1) })
  })

  it('takes every name there is, and stays whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyIdentity, hostileText), { maxLength: 5 }), async (records) => {
        const made = new ActivityHarness()
        await made.activity.recordFacts(records.map(([asset, answer]) => sampleFact('', { asset, answer })))
        const restarted = made.restart().activity
        expect((await restarted.verifyChain()).whole).toBe(true)
        const { rows } = await restarted.getPage(page)
        expect(rows.map(({ asset }) => asset).reverse()).toEqual(records.map(([asset]) => asset))
      }),
      { numRuns: 200 },
    )
  })

  it('holds nothing but its own fields, whatever else a fact carries', async () => {
    const made = new ActivityHarness()
    const canary = 'TOKEN-canary-71c2'
    const careless = {
      ...sampleFact('a.png'),
      token: canary,
      asset: { ...sampleFact('a.png').asset, header: canary },
    }
    await made.activity.recordFacts([careless])
    expect(new TextDecoder().decode(made.readLog())).not.toContain(canary)
    expect(JSON.stringify(await made.activity.getPage(page))).not.toContain(canary)
  })

  it('keeps what a full disk does not take, says so, and writes it with the next act', async () => {
    const made = await harness(1)
    made.disk.capacity = made.disk.used() + 100
    await made.activity.recordFacts([sampleFact('late.png')])
    expect(await made.activity.getPage(page)).toMatchObject({ total: 1, unsaved: 1 })
    made.disk.capacity = Number.POSITIVE_INFINITY
    await made.activity.recordFacts([sampleFact('next.png')])
    expect(await made.activity.getPage(page)).toMatchObject({ total: 3, unsaved: 0 })
    const { rows } = await made.restart().activity.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['next.png', 'late.png', 'file1.png'])
  })

  it('keeps what it is given while the log cannot be read, and fails to show it', async () => {
    const made = new ActivityHarness()
    made.disk.fault = () => 'EIO'
    await made.activity.recordFacts([sampleFact('a.png')])
    await expect(made.activity.getPage(page)).rejects.toThrow('EIO')
    made.disk.fault = () => null
    expect(await made.activity.getPage(page)).toMatchObject({ total: 1, unsaved: 0 })
  })
})

describe('the check of the chain', () => {
  const total = 6

  function edit(lines: readonly string[], line: number): string[] {
    return replaced(lines, line, (text) => reline(text, (json) => json.replace('"size":100', '"size":101')))
  }

  function garbled(lines: readonly string[], line: number): string[] {
    return replaced(lines, line, (text) => text.replace('"size":100', '"size":101'))
  }

  function without(lines: readonly string[], line: number): string[] {
    return lines.filter((_, at) => at !== line)
  }

  type Lines = readonly string[]

  /** What is done to the lines of a log of six entries (line 0 is its header), and what is then said of it. */
  const damages: readonly (readonly [string, (lines: Lines) => Lines, readonly [number, string]])[] = [
    ['a byte of entry 3 changed', (lines) => garbled(lines, 3), [3, 'unreadable']],
    ['entry 3 edited, with its checksum', (lines) => edit(lines, 3), [3, 'edited']],
    ['a byte of the last entry changed', (lines) => garbled(lines, 6), [6, 'unreadable']],
    ['the last entry edited, with its checksum', (lines) => edit(lines, 6), [6, 'edited']],
    ['entry 1 edited, with its checksum', (lines) => edit(lines, 1), [1, 'edited']],
    ['entry 3 removed', (lines) => without(lines, 3), [3, 'missing']],
    ['entry 1 removed', (lines) => without(lines, 1), [1, 'missing']],
    ['the last entry removed', (lines) => lines.slice(0, -1), [6, 'missing']],
    ['the last two removed', (lines) => lines.slice(0, -2), [5, 'missing']],
    ['entries 3 and 4 exchanged', (lines) => swapped(lines, 3, 4), [3, 'missing']],
    ['entry 3 twice', (lines) => [...lines.slice(0, 4), ...lines.slice(3)], [4, 'out-of-order']],
    ['all entries removed', (lines) => lines.slice(0, 1), [1, 'missing']],
    ['a first line of another version', (lines) => replaced(lines, 0, newer), [1, 'unreadable']],
  ]

  it.each(damages)('names the first broken entry: %s', async (_, damage, [brokenAt, problem]) => {
    const made = await harness(total)
    const harmed = bytesOf(damage(linesOf(made.readLog())))
    made.overwriteLog(harmed)
    const later = made.restart()
    const found = { whole: false, brokenAt, problem }
    expect(await later.activity.verifyChain()).toMatchObject(found)

    // It stays so when the log goes on, and the harmed file is left as it is.
    await later.activity.recordFacts([sampleFact('after.png')])
    expect((await later.activity.getPage(page)).rows[0]).toMatchObject({
      seq: 7,
      asset: { name: 'after.png' },
    })
    expect(await later.restart().activity.verifyChain()).toMatchObject(found)
    if (later.readLog('activity-2.log').length > 0) expect(later.readLog()).toEqual(harmed)
  })

  it('names an entry that was edited while the app runs', async () => {
    const made = await harness(total)
    made.overwriteLog(bytesOf(edit(linesOf(made.readLog()), 6)))
    made.documents.files.clear()
    expect(await made.activity.verifyChain()).toMatchObject({ whole: false, brokenAt: 6, problem: 'edited' })
  })

  it('begins a new file beside a damaged one, with the chain going on, and tells which one is damaged', async () => {
    const made = await harness(total)
    const harmed = bytesOf(edit(linesOf(made.readLog()), 6))
    made.overwriteLog(harmed)
    const later = made.restart()
    await later.activity.recordFacts([sampleFact('after.png')])
    const { rows, readOnlyFiles } = await later.activity.getPage(page)
    expect(readOnlyFiles).toEqual(['activity.log'])
    expect(rows.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(later.readLog()).toEqual(harmed)
    expect(linesOf(later.readLog('activity-2.log'))).toHaveLength(2)
    await later.restart().activity.recordFacts([sampleFact('more.png')])
    expect(linesOf(later.readLog('activity-2.log'))).toHaveLength(3)
    expect(later.readLog('activity-3.log')).toHaveLength(0)
  })

  it('knows from the remembered end that the whole log is gone', async () => {
    const made = await harness(total)
    made.disk.files.clear()
    const later = made.restart()
    expect(await later.activity.verifyChain()).toMatchObject({
      whole: false,
      brokenAt: 1,
      problem: 'missing',
    })
    await later.activity.recordFacts([sampleFact('after.png')])
    expect((await later.activity.getPage(page)).rows[0]?.seq).toBe(7)
  })

  it('leaves a remembered end that is not ours as it is, and says so', async () => {
    const made = await harness(2)
    made.documents.files.set('activity-head.json', new TextEncoder().encode('{"v":2}'))
    const later = made.restart()
    await later.activity.recordFacts([sampleFact('after.png')])
    expect((await later.activity.getPage(page)).readOnlyFiles).toEqual(['activity-head.json'])
    expect(new TextDecoder().decode(made.documents.files.get('activity-head.json'))).toBe('{"v":2}')
    expect((await later.activity.verifyChain()).whole).toBe(true)
  })

  it('is whole after a crash in the middle of a record, at every byte of it', async () => {
    const before = await harness(2)
    const after = await harness(3)
    for (let cut = before.readLog().length; cut <= after.readLog().length; cut += 1) {
      const documents = new MemoryFiles()
      for (const [name, bytes] of before.documents.files) documents.files.set(name, bytes)
      const made = new ActivityHarness(undefined, documents)
      made.overwriteLog(after.readLog().slice(0, cut))
      await made.activity.recordFacts([sampleFact('next.png')])
      expect((await made.restart().activity.verifyChain()).whole).toBe(true)
    }
  })

  it('holds a log against the head of a receipt', async () => {
    const made = await harness(total)
    const { head } = JSON.parse((await made.activity.getReceipt('job-1'))?.json ?? '{}') as {
      head: { seq: number; hash: string }
    }
    expect((await made.activity.verifyChain(head)).whole).toBe(true)
    made.documents.files.clear()
    made.overwriteLog(bytesOf(linesOf(made.readLog()).slice(0, -2)))
    const later = made.restart()
    expect((await later.activity.verifyChain()).whole).toBe(true)
    expect(await later.activity.verifyChain(head)).toMatchObject({
      whole: false,
      brokenAt: 5,
      problem: 'missing',
    })
  })

  it('finds any edit of any entry', async () => {
    const made = await harness(total)
    const lines = linesOf(made.readLog())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: total }), fc.nat(), async (line, where) => {
        const json = lines[line]?.slice(9) ?? ''
        const digits = [...json.matchAll(/[0-9a-f]/g)].map(({ index }) => index)
        const at = digits[where % digits.length] ?? 0
        const other = json[at] === '1' ? '2' : '1'
        const harmed = new ActivityHarness(undefined, made.documents)
        const edited = reline(
          lines[line] ?? '',
          (text) => `${text.slice(0, at)}${other}${text.slice(at + 1)}`,
        )
        harmed.overwriteLog(bytesOf(replaced(lines, line, () => edited)))
        const check = await harmed.activity.verifyChain()
        expect(check.whole).toBe(false)
        if (!check.whole) expect([line, line - 1]).toContain(check.brokenAt)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the activity log of version 1', () => {
  const golden = (name: string): Promise<Buffer> => readFile(path.join(import.meta.dirname, 'golden', name))

  it('is read, found whole, and goes on', async () => {
    const documents = new MemoryFiles()
    documents.files.set('activity-head.json', await golden('activity-head-v1.json'))
    const made = new ActivityHarness(undefined, documents)
    made.overwriteLog(await golden('activity-v1.log'))
    const { rows, readOnlyFiles } = await made.activity.getPage(page)
    expect(rows.map(({ act, result, reason, asset }) => [asset.name, act, result, reason])).toEqual([
      ['a.png', 'restore', 'restored-and-verified', null],
      ['Ü 100% #1.png', 'delete', 'not-deleted', 'copy-failed'],
      ['a.png', 'delete', 'deleted-and-verified', null],
    ])
    expect(readOnlyFiles).toEqual([])
    await made.activity.recordFacts([sampleFact('next.png')])
    expect(await made.restart().activity.verifyChain()).toMatchObject({ whole: true })
    expect(linesOf(made.readLog())).toHaveLength(5)
  })
})

describe('a page of the activity log', () => {
  async function mixed(): Promise<ActivityHarness> {
    const made = new ActivityHarness()
    const asset = {
      ...sampleFact('').asset,
      name: 'Änderung.TXT',
      relativePath: 'public/views',
      locale: 'de',
    }
    await made.activity.recordFacts([
      sampleFact('a.png'),
      sampleFact('b.png', { act: 'restore', result: 'restored-and-verified' }),
      sampleFact('c.png', { result: 'not-deleted', reason: 'forbidden', answer: 'Access denied' }),
      sampleFact('', { asset, host: 'demo', accountId: 'demo' }),
    ])
    return made
  }

  it.each([
    [{ act: 'restore' }, ['b.png']],
    [{ result: 'not-deleted' }, ['c.png']],
    [{ account: 'demo · demo' }, ['Änderung.TXT']],
    [{ search: 'änderung VIEWS' }, ['Änderung.TXT']],
    [{ search: 'access' }, ['c.png']],
    [{ search: 'png 27665601' }, ['c.png', 'b.png', 'a.png']],
    [{ search: 'png', act: 'delete' }, ['c.png', 'a.png']],
    [{ search: 'deleted and VERIFIED' }, ['Änderung.TXT', 'a.png']],
    [{ search: 'nothing of it' }, []],
  ])('holds what fits %o', async (filter, names) => {
    const { activity } = await mixed()
    const { rows, matching, total } = await activity.getPage({ ...page, ...filter })
    expect(rows.map(({ asset }) => asset.name)).toEqual(names)
    expect([matching, total]).toEqual([names.length, 4])
  })

  it('is the wanted part, newest first, and empty behind the end', async () => {
    const { activity } = await harness(10)
    const seqs = async (skip: number, take: number): Promise<number[]> =>
      (await activity.getPage({ ...everything, skip, take })).rows.map(({ seq }) => seq)
    expect(await seqs(0, 3)).toEqual([10, 9, 8])
    expect(await seqs(8, 5)).toEqual([2, 1])
    expect(await seqs(10, 5)).toEqual([])
    expect(await seqs(50, 5)).toEqual([])
  })
})

describe('what may have been recorded already', () => {
  it('is recorded once: only the files that are missing', async () => {
    const made = new ActivityHarness()
    const facts = ['a', 'b', 'c'].map((name) => ({ ...sampleFact(name), jobId: 'job-1' }))
    await made.activity.recordFacts(facts.slice(0, 1))
    const later = made.restart().activity
    await later.recordMissingFacts(facts)
    await later.recordMissingFacts(facts)
    const { rows } = await later.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['c', 'b', 'a'])
  })

  it('is recorded of another job, though it is the same file', async () => {
    const { activity } = new ActivityHarness()
    await activity.recordFacts([{ ...sampleFact('a'), jobId: 'job-1' }])
    await activity.recordMissingFacts([{ ...sampleFact('a'), jobId: 'job-2' }])
    expect((await activity.getPage(page)).total).toBe(2)
  })
})
