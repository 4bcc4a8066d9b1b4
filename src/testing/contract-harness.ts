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

/** Much longer than a call on loopback takes, even on a busy computer. */
const longTimeouts: HttpTimeouts = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }

/** For tests with a hanging server. Not shorter, because a healthy response may take a while on a busy computer. */
export const shortTimeouts: HttpTimeouts = { connectMs: 300, firstByteMs: 300, idleMs: 300 }

/** Allows every upload. */
export const openGate: UploadGate = {
  refuseBytes: () => null,
  beforeAttach: () => Promise.resolve(),
  refuseAttach: () => null,
}

export const deleteCalls = { method: 'DELETE', path: /\/assets\// } as const
export const listCalls = { method: 'GET', path: /\/list\?/ } as const
export const signInCalls = { method: 'POST', path: /\/auth\/token$/ } as const

/** A client, deletions and a real server with one clock: when the client waits an hour, it passes on the server too. */
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
      seed: options.seed ?? workspace,
      now: () => Date.now() + clock.elapsed(),
      ...(options.switches === undefined ? {} : { switches: options.switches }),
    })
    const client = createClient({
      http,
      clock,
      random: new FakeRandom(),
      serverUrl: server.url,
      credentials: { accountId: server.accountId, apiKey: server.apiKey },
      budget: memoryBudget(clock),
      timeouts: options.timeouts ?? longTimeouts,
    })
    return new ContractHarness(server, client, clock)
  }

  async listAssets(context: AssetContext, segmentIds: readonly number[]): Promise<readonly Asset[]> {
    return (await this.client.listSegments(context, segmentIds)).assets
  }

  /** Lists, plans and deletes the chosen assets, until the run ends. */
  async deleteFiles(
    context: AssetContext,
    segmentIds: readonly number[],
    choose: (asset: Asset) => boolean,
  ): Promise<DeletionRun> {
    return this.runDeletion(
      await this.planDeletion((await this.listAssets(context, segmentIds)).filter(choose)),
    )
  }

  /** The files in the store of the server, without the API. */
  storedFiles(segmentIds: readonly number[]): readonly StoredFile[] {
    return segmentIds.flatMap((segmentId) => this.server.store.ofSegment(segmentId))
  }

  listDeletes(): readonly CallRecord[] {
    return this.server.calls.filter(deleteCalls)
  }
}

/** Starts harnesses, which are closed after each test. Fails a test that sent a DELETE without a file name. */
export function contractHarnesses(): (options?: ContractHarnessOptions) => Promise<ContractHarness> {
  const started: { readonly harness: ContractHarness; readonly http: NodeHttpPort }[] = []
  afterEach(async () => {
    for (const { harness, http } of started.splice(0)) {
      http.close()
      await harness.server.close()
      expect(harness.server.tripped).toEqual([])
    }
    assertNothingTripped()
  })
  return async (options = {}) => {
    const http = new NodeHttpPort()
    const harness = await ContractHarness.start(options, http)
    started.push({ harness, http })
    return harness
  }
}

/** The identity of a file, independent of the separator in its folder, and of whether the name holds the folder. */
export function fileKey(file: Omit<AssetIdentity, 'context'>): string {
  const folder = file.relativePath.replaceAll('\\', '/')
  const path = folder === '' ? file.name.replaceAll('\\', '/') : `${folder}/${file.name}`
  const cut = path.lastIndexOf('/')
  return JSON.stringify([file.segmentId, file.locale, path.slice(0, Math.max(0, cut)), path.slice(cut + 1)])
}

/** Identity, size and date of each file, sorted, to compare a listing with the store. */
export function describeFiles(files: readonly (StoredFile | Asset)[]): string[] {
  return files
    .map((file) =>
      [fileKey(file), file.size, 'modified' in file ? file.modified : file.modifiedDate].join(' '),
    )
    .sort()
}

/** The keys of files that were in the store before, but are gone. */
export function missingFiles(before: readonly StoredFile[], after: readonly StoredFile[]): string[] {
  const remaining = new Set(after.map(fileKey))
  return before
    .map(fileKey)
    .filter((key) => !remaining.has(key))
    .sort()
}

/** The kind of failure that a call ends with, or `done`. */
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
 * Checks what must hold whatever the server does: every reported outcome is true, every file that vanished without a
 * request is reported, and no DELETE is repeated unless its response proves that nothing was done.
 */
export function expectTruthfulReport(
  harness: ContractHarness,
  run: DeletionRun,
  before: readonly StoredFile[],
): void {
  const remaining = new Set(harness.server.store.all().map(fileKey))
  const requested = new Set(run.files.map(({ identity }) => fileKey(identity)))
  for (const { identity, outcome } of run.files) {
    const reported = `${fileKey(identity)} ${outcome.state}`
    if (outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone')
      expect(remaining.has(fileKey(identity)), reported).toBe(false)
    if (outcome.state === 'still-on-server') expect(remaining.has(fileKey(identity)), reported).toBe(true)
    expect(['waiting', 'asking', 'asked'], reported).not.toContain(outcome.state)
  }
  const vanished = missingFiles(before, harness.server.store.all()).filter((key) => !requested.has(key))
  const lacksListing = run.stop?.reason === 'listing-failed' || run.stop?.reason === 'listing-suspicious'
  if (!lacksListing) expect(run.vanished.map(fileKey)).toEqual(expect.arrayContaining(vanished))
  expectOneDeleteEach(harness)
}

function expectOneDeleteEach(harness: ContractHarness): void {
  const executed = harness
    .listDeletes()
    .filter((call) => call.status !== 401 && call.status !== 429 && !hadExpiredToken(harness, call))
    .map((call) => `${call.path}?${call.rawQuery}`)
  expect(executed).toEqual([...new Set(executed)])
}

/** Whether the call failed with 400 and was repeated with another token: its token had expired. */
function hadExpiredToken(harness: ContractHarness, call: CallRecord): boolean {
  if (call.status !== 400) return false
  return harness
    .listDeletes()
    .some((next) => next.seq > call.seq && next.rawQuery === call.rawQuery && next.token !== call.token)
}

/** Asserts that a value exists. */
export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the value is missing')
  return value
}
