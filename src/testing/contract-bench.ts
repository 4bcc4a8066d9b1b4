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
import type { JobView } from '../shared/deletion'
import { workspace } from './contract-workspace'
import { DeletionDesk } from './deletion-desk'
import { memoryBudget } from './memory-budget'
import { FakeClock, FakeRandom } from './memory-ports'
import { NodeHttpPort } from './node-http-port'

export interface BenchOptions {
  readonly switches?: Partial<Switches>
  readonly seed?: SeedSpec
  readonly timeouts?: HttpTimeouts
}

/** Far above what loopback takes on a busy computer. */
const patient: HttpTimeouts = { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 }

/** For hangs. The client and the server share a computer with other work, so a healthy answer may take a while. */
export const hasty: HttpTimeouts = { connectMs: 300, firstByteMs: 300, idleMs: 300 }

/** Lets every upload pass. */
export const openGate: UploadGate = {
  refuseBytes: () => null,
  beforeAttach: () => Promise.resolve(),
  refuseAttach: () => null,
}

export const deletesOfAssets = { method: 'DELETE', path: /\/assets\// } as const
export const listings = { method: 'GET', path: /\/list\?/ } as const
export const signIns = { method: 'POST', path: /\/auth\/token$/ } as const

/** A client, a desk and a real server that share one clock: when the client waits an hour, the server's hour passes too. */
export class ContractBench extends DeletionDesk {
  private constructor(
    readonly server: DemoServer,
    readonly client: WordbeeClient,
    readonly clock: FakeClock,
  ) {
    super({ client, clock })
  }

  static async start(options: BenchOptions, http: NodeHttpPort): Promise<ContractBench> {
    const clock = new FakeClock()
    const server = await startDemoServer({
      ...{ seed: options.seed ?? workspace, now: () => Date.now() + clock.elapsed() },
      ...(options.switches === undefined ? {} : { switches: options.switches }),
    })
    const client = createClient({
      ...{ http, clock, random: new FakeRandom(), timeouts: options.timeouts ?? patient },
      budget: memoryBudget(clock),
      ...{ serverUrl: server.url, credentials: { accountId: server.accountId, apiKey: server.apiKey } },
    })
    return new ContractBench(server, client, clock)
  }

  async list(context: AssetContext, segmentIds: readonly number[]): Promise<readonly Asset[]> {
    return (await this.client.listSegments(context, segmentIds)).assets
  }

  /** Lists, plans and deletes what the choice picks, to the verified end. */
  async delete(
    context: AssetContext,
    segmentIds: readonly number[],
    choose: (asset: Asset) => boolean,
  ): Promise<JobView> {
    return this.run(await this.plan((await this.list(context, segmentIds)).filter(choose)))
  }

  /** What really is there, past the API. */
  stored(segmentIds: readonly number[]): readonly StoredFile[] {
    return segmentIds.flatMap((segmentId) => this.server.store.ofSegment(segmentId))
  }

  deletes(): readonly CallRecord[] {
    return this.server.calls.filter(deletesOfAssets)
  }
}

/** Starts benches that end with the test that started them; no test may have asked for a DELETE without a name. */
export function contractBenches(): (options?: BenchOptions) => Promise<ContractBench> {
  const open: { readonly bench: ContractBench; readonly http: NodeHttpPort }[] = []
  afterEach(async () => {
    for (const { bench, http } of open.splice(0)) {
      http.close()
      await bench.server.close()
      expect(bench.server.tripped).toEqual([])
    }
    assertNothingTripped()
  })
  return async (options = {}) => {
    const http = new NodeHttpPort()
    const bench = await ContractBench.start(options, http)
    open.push({ bench, http })
    return bench
  }
}

/** What names a file, whatever the separator of its folder. */
export function placeOf(file: Omit<AssetIdentity, 'context'>): string {
  const folder = file.relativePath.replaceAll('\\', '/')
  return JSON.stringify([file.segmentId, file.locale, folder, file.name])
}

/** Place, size and date of each file, in one order: for comparing a listing with the store. */
export function facts(files: readonly (StoredFile | Asset)[]): string[] {
  return files
    .map((file) =>
      [placeOf(file), file.size, 'modified' in file ? file.modified : file.modifiedDate].join(' '),
    )
    .sort()
}

/** Places of files that were in the store and are not any more. */
export function gone(before: readonly StoredFile[], after: readonly StoredFile[]): string[] {
  const left = new Set(after.map(placeOf))
  return before
    .map(placeOf)
    .filter((place) => !left.has(place))
    .sort()
}

/** The kind of the failure that a call ends with, or `done`. */
export async function endOf(work: Promise<unknown>): Promise<string> {
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
export function expectTruth(bench: ContractBench, job: JobView, before: readonly StoredFile[]): void {
  const left = new Set(bench.server.store.all().map(placeOf))
  const chosen = new Set(job.files.map(({ identity }) => placeOf(identity)))
  for (const { identity, outcome } of job.files) {
    const told = `${placeOf(identity)} ${outcome.state}`
    if (outcome.state === 'deleted-and-verified' || outcome.state === 'already-gone')
      expect(left.has(placeOf(identity)), told).toBe(false)
    if (outcome.state === 'still-on-server') expect(left.has(placeOf(identity)), told).toBe(true)
    expect(['waiting', 'asking', 'asked'], told).not.toContain(outcome.state)
  }
  const unasked = gone(before, bench.server.store.all()).filter((place) => !chosen.has(place))
  const unread = job.stop?.reason === 'listing-failed' || job.stop?.reason === 'listing-suspicious'
  if (!unread) expect(job.vanished.map(placeOf)).toEqual(expect.arrayContaining(unasked))
  expectOneDeleteEach(bench)
}

function expectOneDeleteEach(bench: ContractBench): void {
  const worked = bench
    .deletes()
    .filter((call) => call.status !== 401 && call.status !== 429 && !isDeadToken(bench, call))
    .map((call) => `${call.path}?${call.rawQuery}`)
  expect(worked).toEqual([...new Set(worked)])
}

/** A 400 that was followed by a newer token on the same call was a dead token. */
function isDeadToken(bench: ContractBench, call: CallRecord): boolean {
  if (call.status !== 400) return false
  return bench
    .deletes()
    .some((later) => later.seq > call.seq && later.rawQuery === call.rawQuery && later.token !== call.token)
}

/** What a test has seen to be there. */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('nothing is there')
  return value
}
