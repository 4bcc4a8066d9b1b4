import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { TransferHarness } from '../../testing/transfer-harness'
import { MemoryDisk } from '../../testing/memory-storage'

/** A log written by version 1. Every later version must read it, or report that it cannot. */
async function openGolden(): Promise<TransferHarness> {
  const log = await readFile(path.join(import.meta.dirname, 'golden', 'v1.log'))
  const harness = new TransferHarness(
    new MemoryDisk(new Map([['transfers/transfers.log', new Uint8Array(log)]])),
  )
  await harness.transfers.loadQueue()
  return harness
}

const classic = { family: 'classic', scope: 'pr7214' } as const
const flex = { family: 'flex', documentId: '19914' } as const
const account = {
  serverKey: 'https://platform.example',
  accountKey: '["https://platform.example","acme"]',
  host: 'platform.example',
  accountId: 'acme',
  connectionName: 'Acme',
  connectionColor: 'blue',
}

describe('a log of version 1', () => {
  it('is read with every field of its batches and files', async () => {
    const harness = await openGolden()
    const { batches, isPersisted } = harness.transfers.snapshot()
    expect(isPersisted).toBe(true)
    expect(batches.map(({ id, phase }) => [id, phase])).toEqual([
      ['download-1', 'paused'],
      ['copy-1', 'done'],
      ['upload-1', 'paused'],
    ])
    const upload = harness.transfers.findBatch('upload-1')
    expect(upload?.batch).toEqual({
      ...account,
      id: 'upload-1',
      kind: 'upload',
      context: classic,
      folder: null,
      target: { kind: 'segment', segmentId: 1, locale: 'de', folder: 'ui' },
      beganAt: 1_772_604_360_000,
    })
    const there = {
      context: classic,
      segmentId: 1,
      locale: 'de',
      relativePath: 'ui',
      name: 'Taken.png',
      size: null,
      modifiedDate: '2025-11-03T09:15:00.0000000Z',
    }
    expect(upload?.files.map(({ file, outcome }) => [file.identity.name, file.intent, outcome])).toEqual([
      ['#1 100%.png', 'sent', { state: 'waiting' }],
      ['b.png', null, { state: 'done', sha256: 'b'.repeat(64), as: 'b (1).png' }],
      ['c.png', 'sent', { state: 'failed', problem: 'server-refused', detail: 'no such segment' }],
      ['taken.png', null, { state: 'name-taken', there: [there] }],
      ['e (2).png', null, { state: 'waiting' }],
      ['f.png', null, { state: 'failed', problem: 'not-replaced' }],
      ['g.png', null, { state: 'skipped' }],
      ['h.png', null, { state: 'waiting' }],
      ['i.png', null, { state: 'failed', problem: 'replacing-cut-short' }],
    ])
    expect(upload?.files[0]?.file).toEqual({
      id: 'upload-1-0',
      identity: { context: classic, segmentId: 1, locale: 'de', relativePath: 'ui', name: '#1 100%.png' },
      size: 7,
      source: { kind: 'file', file: { path: '/given/#1 100%.png', size: 7, modifiedMs: 1_772_000_000_000 } },
      intent: 'sent',
    })
  })

  it('is read with copies of assets, and folders of downloads', async () => {
    const harness = await openGolden()
    const identity = { context: flex, segmentId: 3, locale: null, relativePath: 'x\\y', name: 'flex.txt' }
    const copy = harness.transfers.findBatch('copy-1')
    expect(copy?.batch).toMatchObject({ kind: 'copy', context: classic })
    expect(copy?.files).toEqual([
      {
        file: {
          id: 'copy-1-0',
          identity: { context: classic, segmentId: 2, locale: 'fr', relativePath: '', name: 'flex.txt' },
          size: null,
          intent: null,
          source: { kind: 'asset', asset: { ...identity, size: 4, modifiedDate: null } },
        },
        outcome: { state: 'skipped' },
      },
    ])
    const download = harness.transfers.findBatch('download-1')
    expect(download?.batch).toMatchObject({
      kind: 'download',
      folder: '/home/me/Downloads',
      context: null,
      target: { kind: 'folder', name: 'Downloads' },
    })
    expect(download?.files[0]?.file.intent).toBe('.flex.txt.part')
  })

  it('is continued', async () => {
    const harness = await openGolden()
    harness.connect('acme')
    await flushEventLoop()
    expect(harness.runners.upload.cleaned).toEqual([{ name: '#1 100%.png', intent: 'sent' }])
    expect(harness.runners.download.cleaned).toEqual([{ name: 'flex.txt', intent: '.flex.txt.part' }])
    harness.transfers.resumeBatches(null)
    await flushEventLoop()
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await harness.transfers.clearEnded('copy-1')
    const next = await harness.restart()
    expect(next.fileStates('upload-1')).toMatchObject({ '#1 100%.png': 'done', 'h.png': 'waiting' })
    expect(next.transfers.findBatch('copy-1')).toBeNull()
  })
})
