import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountHolder, AccountRemoval } from '../core/accounts/account-removal'
import { createAccountRemoval } from '../core/accounts/create-account-removal'
import { Activity } from '../core/activity/activity'
import { toDeletionFacts } from '../core/activity/recorder'
import { accountKeyOf, type OpenConnection } from '../core/connections/open-connection'
import { Deletions } from '../core/deletion/deletions'
import { RunJournals } from '../core/deletion/journal'
import { AccountPlaces, accountHash } from '../core/places/account-places'
import { ListingCache } from '../core/places/listing-cache'
import { EncodingChoices } from '../core/previews/encoding-choices'
import { PreviewCache } from '../core/previews/preview-cache'
import { Protections } from '../core/protection/protections'
import { RecycleBin } from '../core/recycle-bin/recycle-bin'
import { defaultSettings } from '../core/settings/settings'
import { Staging } from '../core/transfers/staging'
import { Transfers } from '../core/transfers/transfers'
import { createClient, type WordbeeClient } from '../core/wordbee/client'
import { startDemoServer, type DemoServer } from '../demo-server'
import type { Asset, AssetContext } from '../shared/asset'
import { en } from '../shared/messages/catalogue'
import { toSelectedAsset } from '../shared/selected-asset'
import { accessTo } from '../testing/fixed-access'
import { memoryBudget } from '../testing/memory-budget'
import { FakeClock, MemoryFiles, nodeHash } from '../testing/memory-ports'
import { memoryTrustedTime } from '../testing/memory-trusted-time'
import { NodeHttpPort } from '../testing/node-http-port'
import { searchFolder, topFolders } from '../testing/search-folder'
import { ScriptedRunner, transferAll } from '../testing/transfer-harness'
import { sampleListing } from '../testing/window-api'
import { DiskBlobs } from './adapters/disk-blobs'
import { DiskCache } from './adapters/disk-cache'
import { DiskFiles } from './adapters/disk-files'
import { DiskLogFiles } from './adapters/disk-log-files'
import { PastedFiles } from './adapters/pasted-files'
import { StagingFolder } from './adapters/staging-folder'
import { systemRandom } from './adapters/system-ports'

const context: AssetContext = { family: 'classic', scope: 'pr7214' }
const bytes = 'the bytes of a file'

/** The files of an account: `deleted` goes to the recycle bin, `purged` too and is deleted there, `seen` stays. */
function seedOf(word: string, segmentId: number) {
  return ['deleted', 'purged', 'seen'].map((use) => ({
    segmentId,
    name: `${word}-${use}.txt`,
    relativePath: `${word}-folder`,
    bytes: `${bytes} of ${word}, ${use}`,
  }))
}

const seeds = { alpha: 91_000_001, beta: 92_000_002 } as const
type Word = keyof typeof seeds

/** The user-data folder. */
let folder: string

/** Every store of the app on the real disk, with two accounts whose files have the names of `seeds`. */
class Workspace {
  readonly clock = new FakeClock()
  open: OpenConnection | null = null
  runEnded: () => void = () => undefined
  private readonly runner = new ScriptedRunner()

  constructor(
    private readonly client: WordbeeClient,
    private readonly accounts: Readonly<Record<Word, { serverKey: string; accountId: string }>>,
  ) {
    this.runner.work = transferAll()
  }

  private readonly files = new DiskFiles(folder)
  private readonly connections = accessTo(() => this.open)
  readonly bin: RecycleBin = new RecycleBin({
    blobs: new DiskBlobs(pathOf('recycle-bin/copies')),
    logs: new DiskLogFiles(pathOf('recycle-bin')),
    measure: nodeHash.measure,
    clock: this.clock,
    random: systemRandom,
    time: memoryTrustedTime(this.clock, new MemoryFiles()),
    settings: () => defaultSettings,
    isRunOpen: (runId) => this.deletions.isRunOpen(runId),
    onChange: () => undefined,
  })
  readonly activity = new Activity({
    logs: new DiskLogFiles(pathOf('activity')),
    files: new DiskFiles(pathOf('activity')),
    hash: nodeHash,
    clock: this.clock,
    userName: () => 'ada',
    text: (key) => en[key],
    onChange: () => undefined,
  })
  readonly locks = new Protections({
    files: this.files,
    clock: this.clock,
    random: systemRandom,
    onChange: () => undefined,
  })
  readonly deletions: Deletions = new Deletions({
    clock: this.clock,
    random: systemRandom,
    connections: this.connections,
    copies: (open) => this.bin.backupStore(open),
    journals: new RunJournals(new DiskLogFiles(pathOf('jobs'))),
    guard: { isReadOnly: () => false, protects: () => false },
    limits: () => defaultSettings,
    ensureRecorded: (run) => this.activity.recordMissingFacts(toDeletionFacts(run, () => null)),
    onRunChange: () => undefined,
    onRunEnd: () => this.runEnded(),
    onRefresh: () => undefined,
  })
  readonly cache = new PreviewCache({
    files: new DiskCache(pathOf('previews')),
    hash: nodeHash,
    clock: this.clock,
    limit: () => 1_000_000,
  })
  readonly encodings = new EncodingChoices({ files: this.files, hash: nodeHash })
  readonly listingCache = new ListingCache({
    files: new DiskFiles(pathOf('listings')),
    hash: nodeHash,
    clock: this.clock,
  })
  readonly places = new AccountPlaces({
    files: new DiskFiles(pathOf('places')),
    hash: nodeHash,
    clock: this.clock,
  })
  readonly staging = new Staging({
    files: new StagingFolder(pathOf('staging'), { mark: () => Promise.resolve() }),
    cache: this.cache,
    hash: nodeHash,
    random: systemRandom,
    clock: this.clock,
    connections: this.connections,
    limit: () => 1_000_000,
    onChange: () => undefined,
  })
  readonly pasted = new PastedFiles({
    folder: pathOf('pasted'),
    random: systemRandom,
    now: () => this.clock.now(),
  })
  readonly transfers = new Transfers({
    files: new DiskLogFiles(pathOf('transfers')),
    clock: this.clock,
    random: systemRandom,
    runners: { upload: this.runner, copy: this.runner, download: this.runner },
    connections: this.connections,
    canWrite: () => true,
    isReachable: () => true,
    onChange: () => undefined,
    onBatchEnded: () => undefined,
    onUploadEnded: () => undefined,
  })
  readonly removal: AccountRemoval = createAccountRemoval({
    connections: {
      current: this.connections.current,
      isOpen: (account) => this.open !== null && accountKeyOf(this.open) === account,
    },
    deletions: this.deletions,
    restores: { isRunningOn: () => false, currentRestore: () => null, dismissRestore: () => undefined },
    bin: this.bin,
    purge: (ids) => this.bin.purgeCopies(ids),
    transfers: this.transfers,
    removeOtherPasted: (kept) => this.pasted.removeOthers(kept),
    staging: this.staging,
    cache: this.cache,
    encodingChoices: () => this.encodings,
    history: { listings: this.listings(), saved: this.places },
    locks: this.locks,
    listFiles: () => this.files.list(),
    removeLeftovers: () => Promise.resolve(),
  })

  accountOf(word: Word): string {
    return accountKeyOf(this.openOf(word))
  }

  openOf(word: Word): OpenConnection {
    const { serverKey, accountId } = this.accounts[word]
    const facts = { id: word, color: 'blue', kind: 'server', readOnly: false, key: 'session-only' } as const
    const connection = { ...facts, name: `${word}-name`, host: `${word}-host`, accountId }
    return { client: this.client, serverKey, connection }
  }

  /** Fills every store with the files of an account, which is not open afterwards. */
  async fill(word: Word): Promise<void> {
    const [open, account] = [this.openOf(word), this.accountOf(word)]
    const { assets } = await this.client.listSegments(context, [seeds[word]])
    const find = (use: string): Asset => {
      const asset = assets.find(({ name }) => name === `${word}-${use}.txt`)
      if (asset === undefined) throw new Error(`not listed: ${use}`)
      return asset
    }
    const [seen, purged] = [find('seen'), find('purged')]
    this.open = open
    this.transfers.connectionChanged()
    await this.delete([find('deleted'), purged])
    const copies = await this.bin.listOfAccount(account)
    await this.bin.purgeCopies(
      copies.filter(({ identity }) => identity.name === purged.name).map(({ id }) => id),
    )
    const version = { account, file: toSelectedAsset(seen) }
    await this.cache.saveFile(version, 'file', { chunks: chunksOf(`${bytes} of ${word}, seen`) })
    await this.cache.saveFile(version, 'thumb', { chunks: chunksOf('thumbnail') })
    await this.encodings.choose(version, 'windows-1252')
    await this.listingCache.saveListing(accountHash(nodeHash, account), sampleListing(assets))
    await this.places
      .storeOf(account)
      .addRecent({ kind: 'segments', scope: 'pr7214', segmentIds: [seeds[word]] })
    await this.locks.loadLocks()
    await this.locks.protect(open, [seen], 'file')
    this.staging.stageAssets([toSelectedAsset(seen)])
    await expect.poll(() => this.staging.snapshot().state).toBe('ready')
    this.staging.markHandedOut(this.staging.findFiles([toSelectedAsset(seen)]) ?? [])
    await this.upload(word, 'ended')
    this.open = null
    this.transfers.connectionChanged()
  }

  /** Uploads a pasted file. It waits if no connection of the account is open. */
  async upload(word: Word, name: string): Promise<void> {
    const [file = ''] = await this.pasted.save([
      { name: `${word}-${name}.png`, type: 'image/png', bytes: new Uint8Array(9) },
    ])
    const identity = {
      context,
      segmentId: seeds[word],
      locale: 'de',
      relativePath: '',
      name: `${word}-${name}.png`,
    }
    const { batchId } = await this.transfers.addBatch({
      kind: 'upload',
      open: this.openOf(word),
      context,
      target: { kind: 'segment', segmentId: seeds[word], locale: 'de', folder: '' },
      folder: null,
      files: [
        {
          identity,
          size: 9,
          source: { kind: 'file', file: { path: file, size: 9, modifiedMs: 1 } },
          state: 'waiting',
        },
      ],
    })
    const batch = () => this.transfers.snapshot().batches.find(({ id }) => id === batchId)
    if (this.open !== null) await expect.poll(() => batch()?.phase).toBe('done')
  }

  private async delete(assets: readonly Asset[]): Promise<void> {
    const ended = new Promise<void>((resolve) => (this.runEnded = resolve))
    const question = await this.deletions.planDeletion(assets.map(toSelectedAsset))
    if (!question.ok) throw new Error(question.failure.kind)
    const started = await this.deletions.confirmPlan(question.value.planId)
    if (!started.ok) throw new Error(started.failure.kind)
    await ended
    expect(this.deletions.currentRun()?.files.map(({ outcome }) => outcome.state)).toEqual([
      'deleted-and-verified',
      'deleted-and-verified',
    ])
  }

  private listings(): AccountHolder {
    const hashOf = (account: string): string => accountHash(nodeHash, account)
    return {
      measureAccount: (account) => this.listingCache.measureAccount(hashOf(account)),
      forgetAccount: (account) => this.listingCache.forgetAccount(hashOf(account)),
    }
  }
}

function pathOf(name: string): string {
  return path.join(folder, name)
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text))
}

const accountAt = (server: string, accountId: string) => ({
  serverKey: `https://${server}.example`,
  accountId,
})
const sameServer = { alpha: accountAt('server', 'alpha-account'), beta: accountAt('server', 'beta-account') }
const sameAccountId = {
  alpha: accountAt('alpha-server', 'account'),
  beta: accountAt('beta-server', 'account'),
}

let server: DemoServer
let http: NodeHttpPort

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refshelf-account-'))
  http = new NodeHttpPort()
  server = await startDemoServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: Object.values(seeds).map((sid) => ({ sid, did: 1 })),
      assets: [...seedOf('alpha', seeds.alpha), ...seedOf('beta', seeds.beta)],
    },
  })
})

afterEach(async () => {
  http.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

function openWorkspace(accounts: typeof sameServer): Workspace {
  const clock = new FakeClock()
  const { url: serverUrl, accountId, apiKey } = server
  const client = createClient({
    http,
    clock,
    random: systemRandom,
    serverUrl,
    credentials: { accountId, apiKey },
    budget: memoryBudget(clock),
  })
  return new Workspace(client, accounts)
}

const search = (words: readonly string[]) => searchFolder(folder, words)
const wordsOf = (word: Word): readonly string[] => [word, String(seeds[word])]

describe.each([
  { name: 'another account of the same server', accounts: sameServer },
  { name: 'the account of this name on another server', accounts: sameAccountId },
])('with $name', ({ accounts }) => {
  it('an account is forgotten completely, and the other keeps everything', async () => {
    const workspace = openWorkspace(accounts)
    await workspace.fill('alpha')
    await workspace.fill('beta')
    const [alpha, beta] = [workspace.accountOf('alpha'), workspace.accountOf('beta')]
    const before = await workspace.removal.measure(alpha)
    const other = await workspace.removal.measure(beta)
    // Pasted files that were uploaded are not needed any more.
    const isNeeded = (file: string): boolean => !file.startsWith('pasted/')
    const otherFiles = (await search(wordsOf('beta'))).filter(isNeeded)
    // Files of hashes only are counted instead.
    expect(topFolders(await search(wordsOf('alpha')))).toEqual([
      'jobs',
      'listings',
      'pasted',
      'places',
      'previews',
      'protections.json',
      'recycle-bin',
      'staging',
      'transfers',
    ])
    // In the order of `accountParts`; there are a preview and its thumbnail.
    expect(before.holdings.map(({ size }) => size?.items)).toEqual([1, 1, 1, 2, 1, 1, 1, 1, 1])
    expect([before.unfinished, before.locks, before.unreadable]).toEqual([[], 1, 0])

    expect(await workspace.removal.removeAll(alpha, { copyIds: null })).toEqual({ notRemoved: [] })
    expect(topFolders(await search(wordsOf('alpha')))).toEqual([
      'activity',
      'protections.json',
      'recycle-bin',
    ])
    expect(await search(['alpha-purged'])).toEqual(['activity/activity.log'])
    expect(await workspace.removal.measure(beta)).toEqual(other)

    const copyIds = (await workspace.bin.listOfAccount(alpha)).map(({ id }) => id)
    expect(await workspace.removal.removeAll(alpha, { copyIds })).toEqual({ notRemoved: [] })
    expect(topFolders(await search(wordsOf('alpha')))).toEqual(['activity', 'protections.json'])
    expect(await workspace.removal.measure(beta)).toEqual(other)
    expect(await search(wordsOf('beta'))).toEqual(otherFiles)
    expect((await workspace.activity.verifyChain()).whole).toBe(true)
    await workspace.staging.close()
  })
})

it('uploads that wait stay, with their pasted files, and prevent the removal', async () => {
  const workspace = openWorkspace(sameServer)
  await workspace.fill('alpha')
  await workspace.upload('alpha', 'waiting')
  const alpha = workspace.accountOf('alpha')
  expect((await workspace.removal.measure(alpha)).unfinished).toEqual([{ work: 'transfers', count: 1 }])
  expect(await workspace.removal.isUnfinished(alpha)).toBe(true)
  expect(await workspace.removal.removeAll(alpha, { copyIds: null })).toEqual({ notRemoved: ['transfers'] })
  expect(topFolders(await search(['alpha-waiting']))).toEqual(['pasted', 'transfers'])
  expect(await search(['alpha-ended'])).toEqual([])
  await workspace.staging.close()
})
