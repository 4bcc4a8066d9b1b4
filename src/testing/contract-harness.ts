import { afterEach, expect } from 'vitest'
import type { HttpTimeouts } from '../core/ports'
import { createClient, type WordbeeClient } from '../core/wordbee/client'
import { WordbeeError } from '../core/wordbee/wordbee-error'
import {
  assertNothingTripped,
  startDemoServer,
  type CallRecord,
  type DemoServer,
  type SeedSpec,
  type StoredFile,
  type Switches,
} from '../demo-server'
import type { UploadGate } from '../core/wordbee/upload-asset'
import type { Asset, AssetContext, AssetIdentity } from '../shared/asset'
import type { DeletionRun } from '../shared/deletion'
import { workspace } from './contract-workspace'
import { ClientDeletionHarness } from './client-deletion-harness'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom } from './memory-ports'
import { NodeHttpPort } from './node-http-port'

export interface ContractHarnessOptions {
  readonly switches?: Partial<Switches>
  readonly seed?: SeedSpec
  readonly timeouts?: HttpTimeouts
}

/** Far above what loopback takes on a busy computer. */
const longTimeouts: HttpTimeouts = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }

/** For hangs. The client and the server share a computer with other work, so a healthy answer may take a while. */
export const shortTimeouts: HttpTimeouts = { connectMs: 300, firstByteMs: 300, idleMs: 300 }

/** Lets every upload pass. */
export const openGate: UploadGate = {
  refuseBytes: () => null,
  beforeAttach: () => Promise.resolve(),
  refuseAttach: () => null,
}

export const deleteCalls = { method: 'DELETE', path: /\/assets\// } as const
export const listCalls = { method: 'GET', path: /\/list\?/ } as const
export const signInCalls = { method: 'POST', path: /\/auth\/token$/ } as const

/** A client, a desk and a real server that share one clock: when the client waits an hour, the server's hour passes too. */
export class ContractHarness extends ClientDeletionHarness {
  private constructor(
    readonly server: DemoServer,
    readonly client: WordbeeClient,
    readonly clock: FakeClock,
  ) {
    super({ client, clock })
  }

  static async start(options: ContractHarnessOptions, http: NodeHttpPort): Promise<ContractHarness> {
    const clock = new FakeClock()
    const server = await startDemoServer({
      ...{ seed: options.seed ?? workspace, now: () => Date.now() + clock.elapsed() },
      ...(options.switches === undefined ? {} : { switches: options.switches }),
    })
    const client = createClient({
      ...{ http, clock, random: new FakeRandom(), timeouts: options.timeouts ?? longTimeouts },
      budget: memoryBudget(clock),
      ...{ serverUrl: server.url, credentials: { accountId: server.accountId, apiKey: server.apiKey } },
    })
    return new ContractHarness(server, client, clock)
  }

  async listAssets(context: AssetContext, segmentIds: readonly number[]): Promise<readonly Asset[]> {
    return (await this.client.listSegments(context, segmentIds)).assets
  }

  /** Lists, plans and deletes what the choice picks, to the verified end. */
  async deleteFiles(
    context: AssetContext,
    segmentIds: readonly number[],
    choose: (asset: Asset) => boolean,
  ): Promise<DeletionRun> {
    return this.runDeletion(
      await this.planDeletion((await this.listAssets(context, segmentIds)).filter(choose)),
    )
  }

  /** What really is there, past the API. */
  storedFiles(segmentIds: readonly number[]): readonly StoredFile[] {
    return segmentIds.flatMap((segmentId) => this.server.store.ofSegment(segmentId))
  }

  listDeletes(): readonly CallRecord[] {
    return this.server.calls.filter(deleteCalls)
  }
}

/** Starts benches that end with the test that started them; no test may have asked for a DELETE without a name. */
export function contractHarnesses(): (options?: ContractHarnessOptions) => Promise<ContractHarness> {
  const open: { readonly harness: ContractHarness; readonly http: NodeHttpPort }[] = []
  afterEach(async () => {
    for (const { harness, http } of open.splice(0)) {
      http.close()
      await harness.server.close()
      expect(harness.server.tripped).toEqual([])
    }
    assertNothingTripped()
  })
  return async (options = {}) => {
    const http = new NodeHttpPort()
    const harness = await ContractHarness.start(options, http)
    open.push({ harness, http })
    return harness
  }
}

/** What names a file, whatever the separator of its folder. */
export function fileKey(file: Omit<AssetIdentity, 'context'>): string {
  const folder = file.relativePath.replaceAll('\\', '/')
  return JSON.stringify([file.segmentId, file.locale, folder, file.name])
}

/** Place, size and date of each file, in one order: for comparing a listing with the store. */
export function describeFiles(files: readonly (StoredFile | Asset)[]): string[] {
  return files
    .map((file) =>
      [fileKey(file), file.size, 'modified' in file ? file.modified : file.modifiedDate].join(' '),
    )
    .sort()
}

/** Places of files that were in the store and are not any more. */
export function missingFiles(before: readonly StoredFile[], after: readonly StoredFile[]): string[] {
  const left = new Set(after.map(fileKey))
  return before
    .map(fileKey)
    .filter((key) => !left.has(key))
    .sort()
}

/** The kind of the failure that a call ends with, or `done`. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof WordbeeError) return error.failure.kind
    throw error
  }
}

/**
 * What no server may bring a job to: told as gone what is there, told as there what is gone, silence about a file that
 * went unasked, or a second DELETE after an answer that did not prove that nothing was done.
 */
export function expectTruthfulReport(
  harness: ContractHarness,
  job: DeletionRun,
  before: readonly StoredFile[],
): void {
  const left = new Set(harness.server.store.all().map(fileKey))
  const chosen = new Set(job.files.map(({ identity }) => fileKey(identity)))
  for (const { identity, outcome } of job.files) {
    const reported = `${fileKey(identity)} ${outcome.state}`
    if (outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone')
      expect(left.has(fileKey(identity)), reported).toBe(false)
    if (outcome.state === 'still-on-server') expect(left.has(fileKey(identity)), reported).toBe(true)
    expect(['waiting', 'asking', 'asked'], reported).not.toContain(outcome.state)
  }
  const unasked = missingFiles(before, harness.server.store.all()).filter((key) => !chosen.has(key))
  const unread = job.stop?.reason === 'listing-failed' || job.stop?.reason === 'listing-suspicious'
  if (!unread) expect(job.vanished.map(fileKey)).toEqual(expect.arrayContaining(unasked))
  expectOneDeleteEach(harness)
}

function expectOneDeleteEach(harness: ContractHarness): void {
  const worked = harness
    .listDeletes()
    .filter((call) => call.status !== 401 && call.status !== 429 && !isDeadToken(harness, call))
    .map((call) => `${call.path}?${call.rawQuery}`)
  expect(worked).toEqual([...new Set(worked)])
}

/** A 400 that was followed by a newer token on the same call was a dead token. */
function isDeadToken(harness: ContractHarness, call: CallRecord): boolean {
  if (call.status !== 400) return false
  return harness
    .listDeletes()
    .some((next) => next.seq > call.seq && next.rawQuery === call.rawQuery && next.token !== call.token)
}

/** What a test has seen to be there. */
export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('nothing is there')
  return value
}
