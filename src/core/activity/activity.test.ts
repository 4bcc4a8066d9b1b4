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

async function harnessWith(count: number): Promise<ActivityHarness> {
  const harness = new ActivityHarness()
  for (let n = 1; n <= count; n += 1) await harness.activity.recordFacts([sampleFact(`file${n}.png`)])
  return harness
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split('\n').slice(0, -1)
}

function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

/** A line with changed JSON and a matching checksum, as a careful forger would write it. */
function forgeLine(line: string, change: (json: string) => string): string {
  const json = change(line.slice(9))
  return `${crc32(new TextEncoder().encode(json))} ${json}`
}

function replaceLine(lines: readonly string[], line: number, change: (text: string) => string): string[] {
  return lines.map((text, index) => (index === line ? change(text) : text))
}

function swapLines(lines: readonly string[], one: number, other: number): string[] {
  return lines.map((text, index) => lines[index === one ? other : index === other ? one : index] ?? text)
}

function newerHeader(line: string): string {
  return forgeLine(line, () => '{"kind":"activity","v":9}')
}

describe('the activity log', () => {
  it('numbers, dates and chains the facts, and reads them after a restart', async () => {
    const first = await harnessWith(3)
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

  it('keeps the order of concurrent calls, and reports the new head', async () => {
    const { activity, reportedHeads } = new ActivityHarness()
    await Promise.all(
      [1, 2, 3, 4].map((n) => activity.recordFacts([sampleFact(`a${n}`), sampleFact(`b${n}`)])),
    )
    const { rows } = await activity.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['b4', 'a4', 'b3', 'a3', 'b2', 'a2', 'b1', 'a1'])
    expect(reportedHeads.at(-1)).toEqual({ seq: 8, hash: rows[0]?.hash })
    expect(await activity.verifyChain()).toEqual({ whole: true, head: reportedHeads.at(-1) })
  })

  it('accepts every name, and stays intact', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyIdentity, hostileText), { maxLength: 5 }), async (records) => {
        const harness = new ActivityHarness()
        await harness.activity.recordFacts(
          records.map(([asset, answer]) => sampleFact('', { asset, answer })),
        )
        const restarted = harness.restart().activity
        expect((await restarted.verifyChain()).whole).toBe(true)
        const { rows } = await restarted.getPage(page)
        expect(rows.map(({ asset }) => asset).reverse()).toEqual(records.map(([asset]) => asset))
      }),
      { numRuns: 200 },
    )
  })

  it('contains only its own fields, whatever else a fact carries', async () => {
    const harness = new ActivityHarness()
    const canary = 'TOKEN-canary-71c2'
    const factWithSecrets = {
      ...sampleFact('a.png'),
      token: canary,
      asset: { ...sampleFact('a.png').asset, header: canary },
    }
    await harness.activity.recordFacts([factWithSecrets])
    expect(new TextDecoder().decode(harness.readLog())).not.toContain(canary)
    expect(JSON.stringify(await harness.activity.getPage(page))).not.toContain(canary)
  })

  it('keeps facts that do not fit on a full disk, reports them as unsaved, and writes them with the next ones', async () => {
    const harness = await harnessWith(1)
    harness.disk.capacity = harness.disk.used() + 100
    await harness.activity.recordFacts([sampleFact('late.png')])
    expect(await harness.activity.getPage(page)).toMatchObject({ total: 1, unsaved: 1 })
    harness.disk.capacity = Number.POSITIVE_INFINITY
    await harness.activity.recordFacts([sampleFact('next.png')])
    expect(await harness.activity.getPage(page)).toMatchObject({ total: 3, unsaved: 0 })
    const { rows } = await harness.restart().activity.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['next.png', 'late.png', 'file1.png'])
  })

  it('keeps facts while the log cannot be read, and fails to show a page', async () => {
    const harness = new ActivityHarness()
    harness.disk.fault = () => 'EIO'
    await harness.activity.recordFacts([sampleFact('a.png')])
    await expect(harness.activity.getPage(page)).rejects.toThrow('EIO')
    harness.disk.fault = () => null
    expect(await harness.activity.getPage(page)).toMatchObject({ total: 1, unsaved: 0 })
  })
})

describe('verifying the chain', () => {
  const total = 6

  function editEntry(lines: readonly string[], line: number): string[] {
    return replaceLine(lines, line, (text) =>
      forgeLine(text, (json) => json.replace('"size":100', '"size":101')),
    )
  }

  function corruptEntry(lines: readonly string[], line: number): string[] {
    return replaceLine(lines, line, (text) => text.replace('"size":100', '"size":101'))
  }

  function removeLine(lines: readonly string[], line: number): string[] {
    return lines.filter((_, index) => index !== line)
  }

  type Lines = readonly string[]

  /** Damage to the lines of a log of six entries (line 0 is its header), and the expected finding. */
  const damages: readonly (readonly [string, (lines: Lines) => Lines, readonly [number, string]])[] = [
    ['a byte of entry 3 changed', (lines) => corruptEntry(lines, 3), [3, 'unreadable']],
    ['entry 3 edited, with its checksum', (lines) => editEntry(lines, 3), [3, 'edited']],
    ['a byte of the last entry changed', (lines) => corruptEntry(lines, 6), [6, 'unreadable']],
    ['the last entry edited, with its checksum', (lines) => editEntry(lines, 6), [6, 'edited']],
    ['entry 1 edited, with its checksum', (lines) => editEntry(lines, 1), [1, 'edited']],
    ['entry 3 removed', (lines) => removeLine(lines, 3), [3, 'missing']],
    ['entry 1 removed', (lines) => removeLine(lines, 1), [1, 'missing']],
    ['the last entry removed', (lines) => lines.slice(0, -1), [6, 'missing']],
    ['the last two removed', (lines) => lines.slice(0, -2), [5, 'missing']],
    ['entries 3 and 4 exchanged', (lines) => swapLines(lines, 3, 4), [3, 'missing']],
    ['entry 3 twice', (lines) => [...lines.slice(0, 4), ...lines.slice(3)], [4, 'out-of-order']],
    ['all entries removed', (lines) => lines.slice(0, 1), [1, 'missing']],
    ['a header of another version', (lines) => replaceLine(lines, 0, newerHeader), [1, 'unreadable']],
  ]

  it.each(damages)('reports the first broken entry: %s', async (_, damage, [brokenAt, problem]) => {
    const harness = await harnessWith(total)
    const damaged = bytesOf(damage(linesOf(harness.readLog())))
    harness.overwriteLog(damaged)
    const restarted = harness.restart()
    const found = { whole: false, brokenAt, problem }
    expect(await restarted.activity.verifyChain()).toMatchObject(found)

    // The finding does not change when the log continues, and the damaged file is left unchanged.
    await restarted.activity.recordFacts([sampleFact('after.png')])
    expect((await restarted.activity.getPage(page)).rows[0]).toMatchObject({
      seq: 7,
      asset: { name: 'after.png' },
    })
    expect(await restarted.restart().activity.verifyChain()).toMatchObject(found)
    if (restarted.readLog('activity-2.log').length > 0) expect(restarted.readLog()).toEqual(damaged)
  })

  it('reports an entry that was edited while the app runs', async () => {
    const harness = await harnessWith(total)
    harness.overwriteLog(bytesOf(editEntry(linesOf(harness.readLog()), 6)))
    harness.documents.files.clear()
    expect(await harness.activity.verifyChain()).toMatchObject({
      whole: false,
      brokenAt: 6,
      problem: 'edited',
    })
  })

  it('continues the chain in a new file beside a damaged one, and reports which one is damaged', async () => {
    const harness = await harnessWith(total)
    const damaged = bytesOf(editEntry(linesOf(harness.readLog()), 6))
    harness.overwriteLog(damaged)
    const restarted = harness.restart()
    await restarted.activity.recordFacts([sampleFact('after.png')])
    const { rows, readOnlyFiles } = await restarted.activity.getPage(page)
    expect(readOnlyFiles).toEqual(['activity.log'])
    expect(rows.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(restarted.readLog()).toEqual(damaged)
    expect(linesOf(restarted.readLog('activity-2.log'))).toHaveLength(2)
    await restarted.restart().activity.recordFacts([sampleFact('more.png')])
    expect(linesOf(restarted.readLog('activity-2.log'))).toHaveLength(3)
    expect(restarted.readLog('activity-3.log')).toHaveLength(0)
  })

  it('notices by the recorded end that the whole log is gone', async () => {
    const harness = await harnessWith(total)
    harness.disk.files.clear()
    const restarted = harness.restart()
    expect(await restarted.activity.verifyChain()).toMatchObject({
      whole: false,
      brokenAt: 1,
      problem: 'missing',
    })
    await restarted.activity.recordFacts([sampleFact('after.png')])
    expect((await restarted.activity.getPage(page)).rows[0]?.seq).toBe(7)
  })

  it('leaves a recorded end that it cannot read unchanged, and reports it', async () => {
    const harness = await harnessWith(2)
    harness.documents.files.set('activity-head.json', new TextEncoder().encode('{"v":2}'))
    const restarted = harness.restart()
    await restarted.activity.recordFacts([sampleFact('after.png')])
    expect((await restarted.activity.getPage(page)).readOnlyFiles).toEqual(['activity-head.json'])
    expect(new TextDecoder().decode(harness.documents.files.get('activity-head.json'))).toBe('{"v":2}')
    expect((await restarted.activity.verifyChain()).whole).toBe(true)
  })

  it('is intact after a crash at any byte of an append', async () => {
    const before = await harnessWith(2)
    const after = await harnessWith(3)
    for (let cut = before.readLog().length; cut <= after.readLog().length; cut += 1) {
      const documents = new MemoryFiles()
      for (const [name, bytes] of before.documents.files) documents.files.set(name, bytes)
      const harness = new ActivityHarness(undefined, documents)
      harness.overwriteLog(after.readLog().slice(0, cut))
      await harness.activity.recordFacts([sampleFact('next.png')])
      expect((await harness.restart().activity.verifyChain()).whole).toBe(true)
    }
  })

  it('compares a log with the head of a receipt', async () => {
    const harness = await harnessWith(total)
    const { head } = JSON.parse((await harness.activity.getReceipt('job-1'))?.json ?? '{}') as {
      head: { seq: number; hash: string }
    }
    expect((await harness.activity.verifyChain(head)).whole).toBe(true)
    harness.documents.files.clear()
    harness.overwriteLog(bytesOf(linesOf(harness.readLog()).slice(0, -2)))
    const restarted = harness.restart()
    expect((await restarted.activity.verifyChain()).whole).toBe(true)
    expect(await restarted.activity.verifyChain(head)).toMatchObject({
      whole: false,
      brokenAt: 5,
      problem: 'missing',
    })
  })

  it('finds any edit of any entry', async () => {
    const harness = await harnessWith(total)
    const lines = linesOf(harness.readLog())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: total }), fc.nat(), async (line, random) => {
        const json = lines[line]?.slice(9) ?? ''
        const digits = [...json.matchAll(/[0-9a-f]/g)].map(({ index }) => index)
        const position = digits[random % digits.length] ?? 0
        const otherDigit = json[position] === '1' ? '2' : '1'
        const damaged = new ActivityHarness(undefined, harness.documents)
        const edited = forgeLine(
          lines[line] ?? '',
          (text) => `${text.slice(0, position)}${otherDigit}${text.slice(position + 1)}`,
        )
        damaged.overwriteLog(bytesOf(replaceLine(lines, line, () => edited)))
        const check = await damaged.activity.verifyChain()
        expect(check.whole).toBe(false)
        if (!check.whole) expect([line, line - 1]).toContain(check.brokenAt)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the activity log of version 1', () => {
  const golden = (name: string): Promise<Buffer> => readFile(path.join(import.meta.dirname, 'golden', name))

  it('is read, verified and continued', async () => {
    const documents = new MemoryFiles()
    documents.files.set('activity-head.json', await golden('activity-head-v1.json'))
    const harness = new ActivityHarness(undefined, documents)
    harness.overwriteLog(await golden('activity-v1.log'))
    const { rows, readOnlyFiles } = await harness.activity.getPage(page)
    expect(rows.map(({ act, result, reason, asset }) => [asset.name, act, result, reason])).toEqual([
      ['a.png', 'restore', 'restored-and-verified', null],
      ['Ü 100% #1.png', 'delete', 'not-deleted', 'copy-failed'],
      ['a.png', 'delete', 'deleted-and-verified', null],
    ])
    expect(readOnlyFiles).toEqual([])
    await harness.activity.recordFacts([sampleFact('next.png')])
    expect(await harness.restart().activity.verifyChain()).toMatchObject({ whole: true })
    expect(linesOf(harness.readLog())).toHaveLength(5)
  })
})

describe('a page of the activity log', () => {
  async function harnessWithMixedEntries(): Promise<ActivityHarness> {
    const harness = new ActivityHarness()
    const asset = {
      ...sampleFact('').asset,
      name: 'Änderung.TXT',
      relativePath: 'public/views',
      locale: 'de',
    }
    await harness.activity.recordFacts([
      sampleFact('a.png'),
      sampleFact('b.png', { act: 'restore', result: 'restored-and-verified' }),
      sampleFact('c.png', { result: 'not-deleted', reason: 'forbidden', answer: 'Access denied' }),
      sampleFact('', { asset, host: 'demo', accountId: 'demo' }),
    ])
    return harness
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
  ])('contains the entries that match %o', async (filter, names) => {
    const { activity } = await harnessWithMixedEntries()
    const { rows, matching, total } = await activity.getPage({ ...page, ...filter })
    expect(rows.map(({ asset }) => asset.name)).toEqual(names)
    expect([matching, total]).toEqual([names.length, 4])
  })

  it('is the requested part, newest first, and empty past the end', async () => {
    const { activity } = await harnessWith(10)
    const seqs = async (skip: number, take: number): Promise<number[]> =>
      (await activity.getPage({ ...everything, skip, take })).rows.map(({ seq }) => seq)
    expect(await seqs(0, 3)).toEqual([10, 9, 8])
    expect(await seqs(8, 5)).toEqual([2, 1])
    expect(await seqs(10, 5)).toEqual([])
    expect(await seqs(50, 5)).toEqual([])
  })
})

describe('facts that may be recorded already', () => {
  it('are recorded once, for the missing files only', async () => {
    const harness = new ActivityHarness()
    const facts = ['a', 'b', 'c'].map((name) => ({ ...sampleFact(name), jobId: 'job-1' }))
    await harness.activity.recordFacts(facts.slice(0, 1))
    const restarted = harness.restart().activity
    await restarted.recordMissingFacts(facts)
    await restarted.recordMissingFacts(facts)
    const { rows } = await restarted.getPage(page)
    expect(rows.map(({ asset }) => asset.name)).toEqual(['c', 'b', 'a'])
  })

  it('are recorded for the same file of another run', async () => {
    const { activity } = new ActivityHarness()
    await activity.recordFacts([{ ...sampleFact('a'), jobId: 'job-1' }])
    await activity.recordMissingFacts([{ ...sampleFact('a'), jobId: 'job-2' }])
    expect((await activity.getPage(page)).total).toBe(2)
  })
})
