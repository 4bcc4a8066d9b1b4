import { describe, expect, it } from 'vitest'
import type { AssetContext } from '../../../shared/asset'
import {
  contractHarnesses,
  describeFiles,
  fileKey,
  missingFiles,
  openGate,
  outcomeOf,
  required,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { flexCrowdedSegment, switchPositions } from '../../../testing/contract-workspace'

const start = contractHarnesses()

const jobContext: AssetContext = { family: 'flex', documentId: 'c7787' }
const jobCalls = { path: /documents\/c7787\/assets/ }
const documentReads = { method: 'GET', path: /documents\/c7787\/short/ }

async function* threeBytes(): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield new Uint8Array(3)
}

async function startRefusing(status: 400 | 404): Promise<ContractHarness> {
  if (status === 400) return start({ switches: { flexAssetIds: 'document-only' } })
  const harness = await start()
  harness.server.faults.add({ match: jobCalls, fault: { kind: 'html', status: 404 } })
  return harness
}

describe.each(switchPositions.flexAssetIds)('asset calls that take the id of a %s', (flexAssetIds) => {
  it('list, download, upload and delete by the id of a Codyt job, and name its files by that id', async () => {
    const harness = await start({ switches: { flexAssetIds } })
    const listed = await harness.listAssets(jobContext, [flexCrowdedSegment])
    expect(describeFiles(listed)).toEqual(describeFiles(harness.storedFiles([flexCrowdedSegment])))
    for (const asset of listed) expect(asset.context).toEqual(jobContext)
    await harness.client.upload({
      context: jobContext,
      segmentId: flexCrowdedSegment,
      locale: null,
      relativePath: '',
      name: 'new.bin',
      bytes: threeBytes,
      gate: openGate,
    })
    const before = harness.server.store.all()
    const run = await harness.deleteFiles(jobContext, [flexCrowdedSegment], ({ name }) => name === 'new.bin')
    expect(run.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
    expect(missingFiles(before, harness.server.store.all())).toEqual(
      run.files.map(({ identity }) => fileKey(identity)),
    )
    const expectedReads = flexAssetIds === 'document-only' ? 1 : 0
    expect(harness.server.calls.count(documentReads)).toBe(expectedReads)
    expect(harness.server.calls.count(jobCalls) > 1).toBe(flexAssetIds === 'document-or-job')
  })
})

describe.each([400, 404] as const)('a server that refuses the id of a job by %i', (status) => {
  it('is asked by the id of the document that an earlier call named, without another call', async () => {
    const harness = await startRefusing(status)
    await harness.client.readFlexDocument('c7787')
    expect(await harness.client.listSegment(jobContext, flexCrowdedSegment)).not.toEqual([])
    expect(harness.server.calls.count(documentReads)).toBe(1)
    expect(harness.server.calls.count(jobCalls)).toBe(1)
  })

  it('is asked so for a download without a listing', async () => {
    const harness = await startRefusing(status)
    const [file] = harness.storedFiles([flexCrowdedSegment])
    const asset = { ...required(file), context: jobContext }
    expect(await outcomeOf(harness.client.download({ asset }))).toBe('done')
  })

  it('keeps its first reason if it refuses the document as well', async () => {
    const harness = await startRefusing(status)
    const documentCalls = { path: /documents\/19914\/assets/ }
    harness.server.faults.add({ match: documentCalls, fault: { kind: 'status', status: 400 } })
    const kind = status === 400 ? 'server-refused' : 'no-asset-api'
    expect(await outcomeOf(harness.listAssets(jobContext, [flexCrowdedSegment]))).toBe(kind)
  })
})
