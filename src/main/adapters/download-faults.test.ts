import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { layOutDownload } from '../../core/local-names/download-layout'
import { FreePaths } from '../../core/local-names/free-paths'
import { joinLocalPath } from '../../core/local-names/local-path'
import type { LocalTargetPort } from '../../core/transfers/local-target'
import type { Fault } from '../../demo-server'
import type { SelectedAsset } from '../../shared/deletion'
import { DownloadHarness } from '../../testing/download-harness'
import { ScriptedRun } from '../../testing/scripted-run'
import { wrapTarget } from '../../testing/wrap-target'
import { LocalFolders } from './local-folders'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const

let folder: string
let harness: DownloadHarness
/** Marked files, and whether each still had only its temporary name. */
let marked: { readonly file: string; readonly isUnnamed: boolean }[]
/** Hooks: when the first byte of a file is written, and when it is complete but has no name yet. */
let hooks: { atFirstByte: () => Promise<void>; atEnd: () => Promise<void> }

/** The real folders, with the hooks. */
function target(): LocalTargetPort {
  const real = new LocalFolders({
    mark: async (file) => {
      const { nlink } = await stat(file)
      const isPart = path.basename(file).endsWith('.part')
      marked.push({ file: path.relative(folder, file), isUnnamed: isPart && nlink === 1 })
    },
  })
  return wrapTarget(real, withHooks)
}

async function* withHooks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst) await hooks.atFirstByte()
    isFirst = false
    yield chunk
  }
  await hooks.atEnd()
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-out-')))
  marked = []
  hooks = { atFirstByte: () => Promise.resolve(), atEnd: () => Promise.resolve() }
  harness = await DownloadHarness.start(target())
})

afterEach(async () => {
  await harness.close()
  await rm(folder, { recursive: true, force: true })
})

/** All files below the folder, including hidden ones. */
async function listFiles(below = folder): Promise<string[]> {
  const all = await readdir(below, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(below, path.join(entry.parentPath, entry.name)))
    .sort()
}

async function run(...names: readonly string[]): Promise<ScriptedRun> {
  const scripted = harness.createRun(folder, await harness.selectAssets(...names))
  await harness.runner.run(scripted)
  return scripted
}

describe('a download', () => {
  it('keeps folders, reports hashes, and marks files', async () => {
    const scripted = await run('a.txt', 'b.txt', '#1 100%.png', 'empty.txt')
    expect(scripted.outcomes()).toEqual(['done', 'done', 'done', 'done'])
    const files = ['1/all/a.txt', '1/de/ui/menu/#1 100%.png', '2/all/b.txt', '2/all/empty.txt']
    expect(await listFiles()).toEqual(files)
    // Marked in its folder, before it got its name, so that it cannot be opened without a warning.
    const folders = files.map((file) => path.dirname(file))
    expect(marked.map(({ file }) => path.dirname(file)).sort()).toEqual(folders)
    expect(marked.every(({ isUnnamed }) => isUnnamed)).toBe(true)
    const sha256 = createHash('sha256').update('a'.repeat(5_000)).digest('hex')
    const last = scripted.reported.filter(({ fileId }) => fileId === 'file-0').at(-1)
    expect(last?.state).toEqual({ state: 'done', sha256, as: null })
    expect(await readFile(path.join(folder, '1/all/a.txt'), 'utf8')).toBe('a'.repeat(5_000))
    expect((await lstat(path.join(folder, '1/all/a.txt'))).nlink).toBe(1)
  })

  it('reports progress', async () => {
    const scripted = await run('b.txt')
    const states = scripted.reported.map(({ state }) => state.state)
    expect(states[0]).toBe('receiving')
    expect(states.at(-1)).toBe('done')
  })

  it('costs no call for a cached file', async () => {
    const [asset] = await harness.selectAssets('a.txt')
    if (asset === undefined) throw new Error('not listed')
    const { open } = harness.createRun(folder, [])
    const chunks = (await open.client.download({ asset })).body
    const version = { account: JSON.stringify([open.serverKey, open.connection.accountId]), file: asset }
    await harness.cache.saveFile(version, 'file', { chunks })
    const calls = harness.binHarness.countDownloads()
    expect((await run('a.txt')).outcomes()).toEqual(['done'])
    expect(harness.binHarness.countDownloads()).toBe(calls)
  })

  it('records the id of its temporary file before it creates the file', async () => {
    let seen: string[] = []
    let recordedIds: readonly string[] = []
    const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
    hooks.atFirstByte = async () => {
      seen = await listFiles()
      recordedIds = [...scripted.intents.values()]
    }
    await harness.runner.run(scripted)
    expect(seen).toEqual(recordedIds.map((id) => `.refshelf-${id}.part`))
    expect(seen).toHaveLength(1)
  })

  it('makes no call if it cannot record that id', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
    scripted.intentFault = Object.assign(new Error('full'), { code: 'ENOSPC' })
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: disk-full'])
    expect([harness.binHarness.countDownloads(), await listFiles()]).toEqual([0, []])
  })
})

describe('downloads of many files', () => {
  beforeEach(async () => {
    await harness.close()
    harness = await DownloadHarness.start(target(), 10_000)
  })

  it('make one call per file, three at a time', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `many-${String(n)}.txt`)
    for (const name of names) await harness.binHarness.server.store.put({ segmentId: 1, name, bytes: name })
    const { assets } = await harness.binHarness.client.listSegments(
      { family: 'classic', scope: 'pr7214' },
      [1],
    )
    const many = assets.filter(({ name }) => name.startsWith('many'))
    const scripted = harness.createRun(folder, many)
    const release = harness.binHarness.server.faults.hold(downloads)
    const done = harness.runner.run(scripted)
    await expect.poll(() => harness.binHarness.countDownloads()).toBe(3)
    await new Promise((resolve) => setImmediate(resolve))
    expect(harness.binHarness.countDownloads()).toBe(3)
    release()
    await done
    expect(new Set(scripted.outcomes())).toEqual(new Set(['done']))
    expect(harness.binHarness.countDownloads()).toBe(120)
    expect(await listFiles()).toEqual([...names].sort())
  })

  it('keep hostile names and folders inside the target, each with its own bytes', async () => {
    const hostileNames = [
      'CON.txt',
      'con.txt',
      '_CON.txt',
      '\u202egpj.exe',
      'a.png\u202eexe.',
      'a<b>.txt',
      'a|b|.txt',
      '-rf',
      '.hidden',
    ].concat([
      '~x',
      'x ',
      'x.',
      'x',
      'X',
      'e\u0301',
      'é',
      'É',
      'n'.repeat(240),
      `${'n'.repeat(240)}.txt`,
      '🦊',
      'a\tb',
      '#&+%',
    ])
    const folders = ['', 'ui', 'UI', 'x', '/etc', 'C:\\Windows', 'nul/aux', '.git']
    const { store } = harness.binHarness.server
    for (const [n, name] of hostileNames.entries())
      for (const [m, relativePath] of folders.entries())
        await store.put({ segmentId: 3, relativePath, name, bytes: `${String(n)}/${String(m)}` })
    const context = { family: 'flex', documentId: '19914' } as const
    const { assets } = await harness.binHarness.client.listSegments(context, [3])
    const freePaths = new FreePaths((below) => target().listFolder(folder, below))
    const scripted = harness.createRun(folder, [])
    const paths: string[] = []
    for (const plannedPath of layOutDownload(assets))
      paths.push(joinLocalPath(await freePaths.takePath(plannedPath)))
    const files = assets.map((asset, n) => {
      return {
        identity: asset,
        size: asset.size,
        source: { kind: 'asset', asset } as const,
        localPath: paths[n] ?? '',
      }
    })
    const whole = new ScriptedRun(harness.binHarness.open, scripted.batch, files)
    await harness.runner.run(whole)
    expect(new Set(whole.outcomes())).toEqual(new Set(['done']))
    expect(assets.length).toBeGreaterThan(150)
    expect(await listFiles()).toEqual([...paths].sort())
    for (const [n, asset] of assets.entries()) {
      const bytes = Buffer.from(await store.readBytes(asset)).toString()
      expect(await readFile(path.join(folder, paths[n] ?? ''), 'utf8')).toBe(bytes)
    }
  })
})

describe('a download that fails, from a server without ranges', () => {
  beforeEach(() => {
    harness.binHarness.server.switches.downloadRanges = 'ignored'
  })

  it.each<[string, Fault, { readonly end: string; readonly calls: number }]>([
    [
      'is cut by its length',
      { kind: 'cut-body', afterBytes: 50_000, framing: 'length' },
      { end: 'failed: answer-cut', calls: 2 },
    ],
    [
      'is cut in pieces',
      { kind: 'cut-body', afterBytes: 50_000, framing: 'chunked' },
      { end: 'failed: answer-cut', calls: 2 },
    ],
    [
      'is cut with its connection',
      { kind: 'cut-body', afterBytes: 50_000, framing: 'close' },
      { end: 'failed: answer-cut', calls: 2 },
    ],
    [
      'is cut before a byte',
      { kind: 'cut-body', afterBytes: 0, framing: 'close' },
      { end: 'failed: answer-cut', calls: 2 },
    ],
    ['promises more', { kind: 'wrong-length', by: 3 }, { end: 'failed: changed-on-server', calls: 1 }],
    ['promises less', { kind: 'wrong-length', by: -3 }, { end: 'failed: changed-on-server', calls: 1 }],
    ['is a page of a proxy', { kind: 'html', status: 200 }, { end: 'failed: answer-unexpected', calls: 2 }],
    ['has no content', { kind: 'status', status: 204 }, { end: 'failed: answer-unexpected', calls: 2 }],
    ['is an error', { kind: 'status', status: 500 }, { end: 'failed: server-error', calls: 4 }],
    ['is forbidden', { kind: 'status', status: 403 }, { end: 'failed: forbidden', calls: 1 }],
    ['hangs', { kind: 'hang', where: 'mid-body' }, { end: 'failed: timed-out', calls: 2 }],
    [
      'hangs after its headers',
      { kind: 'hang', where: 'after-headers' },
      { end: 'failed: timed-out', calls: 2 },
    ],
    [
      'leads elsewhere',
      { kind: 'redirect', status: 302, location: 'http://127.0.0.1:9/' },
      { end: 'failed: redirected', calls: 1 },
    ],
    ['is dropped', { kind: 'drop', when: 'before-work' }, { end: 'back', calls: 1 }],
    ['is reset', { kind: 'drop', when: 'before-work', reset: true }, { end: 'back', calls: 1 }],
    ['asks to wait', { kind: 'throttle', retryAfter: 20 }, { end: 'failed: throttled', calls: 4 }],
  ])('leaves nothing behind if the response %s', async (...[, fault, { end, calls }]) => {
    harness.binHarness.server.faults.add({ match: downloads, fault })
    expect((await run('b.txt')).outcomes()).toEqual([end])
    expect(await listFiles()).toEqual([])
    expect(harness.binHarness.countDownloads()).toBe(calls)
    expect(marked).toEqual([])
  })

  it.each<Fault>([
    { kind: 'cut-body', afterBytes: 70_000, framing: 'close' },
    { kind: 'hang', where: 'mid-body' },
    { kind: 'throttle', retryAfter: 1 },
  ])('is retried automatically after one fault, but not at once: %o', async (fault) => {
    harness.binHarness.server.faults.add({ match: { ...downloads, nth: 1 }, fault })
    expect((await run('b.txt')).outcomes()).toEqual(['done'])
    expect(await listFiles()).toEqual(['b.txt'])
    expect(Math.max(...harness.binHarness.clock.sleepTimes)).toBeGreaterThanOrEqual(1_000)
  })

  it.each([
    [400, 'failed: server-refused'],
    [404, 'failed: answer-unexpected'],
  ] as const)("shows the server's message if the file was deleted (%i)", async (missingDownload, end) => {
    harness.binHarness.server.switches.missingDownload = missingDownload
    const assets = await harness.selectAssets('a.txt')
    await harness.binHarness.server.store.remove({ segmentId: 1, name: 'a.txt' })
    const scripted = harness.createRun(folder, assets)
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual([end])
    expect(scripted.reported.at(-1)?.state).toMatchObject({ detail: 'The requested file does not exist.' })
    expect(await listFiles()).toEqual([])
  })

  it.each([4_999, 5_001, 1])(
    'reports a change if the file was replaced by one of %i bytes',
    async (bytes) => {
      const assets = await harness.selectAssets('a.txt')
      await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'x'.repeat(bytes) })
      const scripted = harness.createRun(folder, assets)
      await harness.runner.run(scripted)
      expect(scripted.outcomes()).toEqual(['failed: changed-on-server'])
      expect(await listFiles()).toEqual([])
    },
  )

  it('accepts any complete response if the size is unknown', async () => {
    const assets = (await harness.selectAssets('a.txt')).map((asset): SelectedAsset => ({
      ...asset,
      size: null,
    }))
    const scripted = harness.createRun(folder, assets)
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['done'])
    const fault = { kind: 'cut-body', afterBytes: 9, framing: 'length' } as const
    harness.binHarness.server.faults.add({ match: downloads, fault })
    const cut = harness.createRun(folder, assets)
    await harness.runner.run(cut)
    expect(cut.outcomes()).toEqual(['failed: answer-cut'])
    expect(await listFiles()).toEqual(['a.txt'])
  })

  it('stops while offline, and keeps the remaining files waiting', async () => {
    const assets = await harness.selectAssets('a.txt', 'b.txt', '#1 100%.png', 'empty.txt')
    await harness.binHarness.server.close()
    const scripted = harness.createRun(folder, assets)
    expect(await harness.runner.run(scripted)).toBe('offline')
    expect(scripted.outcomes()).toEqual(['back', 'back', 'back', 'waiting'])
    expect(await listFiles()).toEqual([])
  })
})

describe('a stopped download', () => {
  it('is requeued and leaves only its temporary file, to be continued', async () => {
    harness.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const scripted = harness.createRun(folder, await harness.selectAssets('b.txt'))
    hooks.atFirstByte = () => {
      setImmediate(() => scripted.stopController.abort())
      return Promise.resolve()
    }
    expect(await harness.runner.run(scripted)).toBe('ended')
    expect(scripted.outcomes()).toEqual(['back'])
    expect(await listFiles()).toEqual([expect.stringMatching(/^\.refshelf-[\w-]+\.part$/)])
  })

  it('is requeued without a call while only the reserve of the budget is left', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('b.txt'))
    const { client } = scripted.open
    while (client.budget().used < 9) await harness.selectAssets('b.txt')
    harness.binHarness.hourlyAllowance = 10
    harness.binHarness.clock.isFrozen = true
    const done = harness.runner.run(scripted)
    await expect.poll(() => client.waitingUntil()).not.toBeNull()
    scripted.stopController.abort()
    await done
    expect(scripted.outcomes()).toEqual(['back'])
    expect([harness.binHarness.countDownloads(), await listFiles()]).toEqual([0, []])
  })

  it('makes no call if it has not started', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('b.txt'))
    scripted.stopController.abort()
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['waiting'])
    expect(harness.binHarness.countDownloads()).toBe(0)
  })
})

describe('a target folder that others change', () => {
  it('keeps a file that takes the name during the download, which gets the next free name', async () => {
    hooks.atEnd = async () => {
      await writeFile(path.join(folder, 'a.txt'), 'mine')
      await symlink('/etc/passwd', path.join(folder, 'a (2).txt'))
    }
    const scripted = await run('a.txt')
    expect(scripted.reported.at(-1)?.state).toMatchObject({ state: 'done', as: 'a (3).txt' })
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('mine')
    expect(await listFiles()).toEqual(['a (2).txt', 'a (3).txt', 'a.txt'])
  })

  it('may contain a link at the temporary name, which is neither followed nor removed', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
    const outside = path.join(await mkdtemp(path.join(tmpdir(), 'refshelf-outside-')), 'victim')
    const { recordIntent } = scripted
    let part = ''
    Object.assign(scripted, {
      recordIntent: async (fileId: string, id: string) => {
        await recordIntent(fileId, id)
        part = `.refshelf-${id}.part`
        await symlink(outside, path.join(folder, part))
      },
    })
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: storage'])
    expect(await listFiles()).toEqual([part])
    await expect(lstat(outside)).rejects.toThrow()
    expect(harness.binHarness.countDownloads()).toBe(0)
  })

  it.each(['before', 'after'] as const)(
    'may be replaced by a link %s the first byte, and nothing is written behind it',
    async (when) => {
      const elsewhere = await mkdtemp(path.join(tmpdir(), 'refshelf-elsewhere-'))
      const swap = async (): Promise<void> => {
        await rename(folder, `${folder}-moved`)
        await symlink(elsewhere, folder)
      }
      const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
      if (when === 'before') await swap()
      else hooks.atFirstByte = swap
      await harness.runner.run(scripted)
      expect(scripted.outcomes()).toEqual(['failed: target-gone'])
      expect(await listFiles(elsewhere)).toEqual([])
      expect(harness.binHarness.countDownloads()).toBe(when === 'before' ? 0 : 1)
      await rm(folder)
      await rename(`${folder}-moved`, folder)
      await rm(elsewhere, { recursive: true })
    },
  )

  it('may contain a link in place of a subfolder, and nothing is created behind it', async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'refshelf-elsewhere-'))
    await symlink(elsewhere, path.join(folder, 'ui'))
    expect((await run('#1 100%.png')).outcomes()).toEqual(['failed: target-gone'])
    expect(await readdir(elsewhere)).toEqual([])
    await rm(elsewhere, { recursive: true })
  })

  it('may be gone, which is reported before any call', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
    await rm(folder, { recursive: true })
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: target-gone'])
    expect(harness.binHarness.countDownloads()).toBe(0)
  })
})

describe('leftovers of a crash', () => {
  const createLeftovers = async (id: string): Promise<ScriptedRun> => {
    await writeFile(path.join(folder, `.refshelf-${id}.part`), 'half')
    await writeFile(path.join(folder, 'a.txt'), 'a stranger')
    await writeFile(path.join(folder, '.refshelf-00000000.part'), 'of another run')
    return harness.createRun(folder, await harness.selectAssets('a.txt'))
  }
  const cleanUp = async (scripted: ScriptedRun, intent: string | null): Promise<void> => {
    const [file] = scripted.files
    if (file !== undefined)
      await harness.runner.cleanUp(scripted.batch, { ...file, intent }, { isOver: false })
  }

  it.each(['at the first byte', 'at the end'] as const)(
    'have only a temporary name after a crash %s of a file, and are removed by their recorded id',
    async (when) => {
      const never = new Promise<void>(() => undefined)
      const scripted = harness.createRun(folder, await harness.selectAssets('b.txt'))
      let hasCrashed = false
      const crash = (): Promise<void> => {
        hasCrashed = true
        return never
      }
      if (when === 'at the first byte') hooks.atFirstByte = crash
      else hooks.atEnd = crash
      void harness.runner.run(scripted)
      await expect.poll(() => hasCrashed).toBe(true)
      const intent = scripted.intents.get('file-0') ?? ''
      expect(await listFiles()).toEqual([`.refshelf-${intent}.part`])
      await cleanUp(scripted, intent)
      expect(await listFiles()).toEqual([])
    },
  )

  it('lose only the temporary name if the file was already complete', async () => {
    const scripted = harness.createRun(folder, await harness.selectAssets('a.txt'))
    await writeFile(path.join(folder, '.refshelf-0123456789abcdef.part'), 'whole')
    await link(path.join(folder, '.refshelf-0123456789abcdef.part'), path.join(folder, 'a.txt'))
    await cleanUp(scripted, '0123456789abcdef')
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('whole')
    expect(await listFiles()).toEqual(['a.txt'])
  })

  it.each(['the complete file', 'another file'] as const)(
    'are completed by the next run, which uses another name only if a different file is there: %s',
    async (what) => {
      const text = what === 'the complete file' ? 'a'.repeat(5_000) : 'b'.repeat(5_000)
      const { batch, files } = harness.createRun(folder, await harness.selectAssets('a.txt'))
      const filesWithIntent = files.map((file) => ({ ...file, intent: '0123456789abcdef' }))
      const scripted = new ScriptedRun(harness.binHarness.open, batch, filesWithIntent)
      await writeFile(path.join(folder, 'a.txt'), text)
      await harness.runner.run(scripted)
      const last = scripted.reported.at(-1)?.state
      expect(last).toMatchObject({ state: 'done', as: what === 'the complete file' ? null : 'a (2).txt' })
      expect(await listFiles()).toEqual(what === 'the complete file' ? ['a.txt'] : ['a (2).txt', 'a.txt'])
      expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe(text)
    },
  )

  it('are removed by their id, without other files', async () => {
    const scripted = await createLeftovers('0123456789abcdef')
    await cleanUp(scripted, null)
    expect(await listFiles()).toHaveLength(3)
    await cleanUp(scripted, '0123456789abcdef')
    expect(await listFiles()).toEqual(['.refshelf-00000000.part', 'a.txt'])
    await cleanUp(scripted, '0123456789abcdef')
  })

  it.each(['../../etc/passwd', '../a.txt', 'x/../victim', '', 'a', '.', '/a.txt', '\0\0\0\0\0\0\0\0'])(
    'do not include what a forged id refers to: %j',
    async (intent) => {
      const scripted = await createLeftovers('0123456789abcdef')
      await writeFile(path.join(folder, 'victim.part'), 'of another program')
      await cleanUp(scripted, intent)
      expect(await listFiles()).toHaveLength(4)
    },
  )

  it('remain if their folder has become a link', async () => {
    const scripted = await createLeftovers('0123456789abcdef')
    await rename(folder, `${folder}-moved`)
    await symlink(`${folder}-moved`, folder)
    await cleanUp(scripted, '0123456789abcdef')
    expect(await readdir(`${folder}-moved`)).toHaveLength(3)
    await rm(folder)
    await rename(`${folder}-moved`, folder)
  })
})

describe('a full disk', () => {
  const shell = promisify(execFile)

  async function mount(): Promise<boolean> {
    try {
      await shell('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
      return true
    } catch {
      process.stderr.write('download-faults: no disk can be mounted here; skipping the full disk\n')
      return false
    }
  }

  it('keeps whole files that fit, and no part of others', async () => {
    if (!(await mount())) return
    await writeFile(path.join(folder, 'ballast'), new Uint8Array(1_048_576 - 8 * 4_096))
    const scripted = await run('a.txt', 'b.txt')
    expect(scripted.outcomes()).toEqual(['done', 'failed: disk-full'])
    // Rejected by its size, before any call.
    expect(harness.binHarness.countDownloads()).toBe(1)
    hooks.atFirstByte = () =>
      writeFile(path.join(folder, 'ballast 2'), new Uint8Array(4 * 4_096)).then(() => undefined)
    const unsized = harness.createRun(
      folder,
      (await harness.selectAssets('b.txt')).map((asset) => ({ ...asset, size: null })),
    )
    await harness.runner.run(unsized)
    expect(unsized.outcomes()).toEqual(['failed: disk-full'])
    expect(await listFiles()).toEqual(['1/a.txt', 'ballast', 'ballast 2'])
    await shell('umount', [folder])
  })
})

describe('a read-only disk', () => {
  it('is reported before any call', async () => {
    const shell = promisify(execFile)
    try {
      await shell('mount', ['-t', 'tmpfs', '-o', 'size=1m,ro', 'tmpfs', folder])
    } catch {
      process.stderr.write('download-faults: no disk can be mounted here; skipping the read-only disk\n')
      return
    }
    const scripted = await run('a.txt')
    expect(scripted.outcomes()).toEqual(['failed: no-permission'])
    expect(harness.binHarness.countDownloads()).toBe(0)
    await shell('umount', [folder])
  })
})

describe('LocalFolders', () => {
  it.each(['..', '.', 'a/b', ''])('rejects a path as a name: %j', async (part) => {
    const folders = new LocalFolders({ mark: () => Promise.resolve() })
    const nothing = async function* (): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      yield new Uint8Array(1)
    }
    const write = (below: readonly string[]): Promise<unknown> =>
      folders.writeFile({ folder, path: below, partId: 'x' }, nothing(), () => true)
    await expect(write([part])).rejects.toThrow()
    await expect(write([part, 'a'])).rejects.toThrow()
    expect(await listFiles()).toEqual([])
  })

  it('lists entries, and nothing for a missing subfolder', async () => {
    const folders = new LocalFolders({ mark: () => Promise.resolve() })
    await mkdir(path.join(folder, 'ui'))
    await writeFile(path.join(folder, 'a'), '')
    await symlink(folder, path.join(folder, 'link'))
    const listed = await folders.listFolder(folder, [])
    expect(listed.filter(({ isFolder }) => isFolder).map(({ name }) => name)).toEqual(['ui'])
    expect(listed).toHaveLength(3)
    expect(await folders.listFolder(folder, ['none'])).toEqual([])
    await expect(folders.listFolder(`${folder}/none`, [])).rejects.toThrow()
  })
})
