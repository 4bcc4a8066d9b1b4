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
import { LocalFolders } from './local-folders'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const

let folder: string
let bench: DownloadHarness
/** What was marked, and whether none of the files under their names was the same one yet. */
let marked: { readonly file: string; readonly isAlone: boolean }[]
/** What happens on the disk when the first byte of a file is written, when it is whole, and before it takes its name. */
let meanwhile: { atFirstByte: () => Promise<void>; atEnd: () => Promise<void> }

/** The real folders, with hands in between. */
function target(): LocalTargetPort {
  const real = new LocalFolders({
    mark: async (file) => {
      const { nlink } = await stat(file)
      const isPart = path.basename(file).endsWith('.part')
      marked.push({ file: path.relative(folder, file), isAlone: isPart && nlink === 1 })
    },
  })
  return {
    listFolder: (...request) => real.listFolder(...request),
    freeBytes: (chosen) => real.freeBytes(chosen),
    discardPart: (file) => real.discardPart(file),
    writeFile: (file, chunks, accept) => real.writeFile(file, watched(chunks), accept),
  }
}

async function* watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst) await meanwhile.atFirstByte()
    isFirst = false
    yield chunk
  }
  await meanwhile.atEnd()
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-out-')))
  marked = []
  meanwhile = { atFirstByte: () => Promise.resolve(), atEnd: () => Promise.resolve() }
  bench = await DownloadHarness.start(target())
})

afterEach(async () => {
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

/** Everything below the folder, hidden or not. */
async function found(below = folder): Promise<string[]> {
  const all = await readdir(below, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(below, path.join(entry.parentPath, entry.name)))
    .sort()
}

async function run(...names: readonly string[]): Promise<ScriptedRun> {
  const scripted = bench.createRun(folder, await bench.selectAssets(...names))
  await bench.runner.run(scripted)
  return scripted
}

describe('a download', () => {
  it('keeps folders, tells the hash, and marks what came', async () => {
    const scripted = await run('a.txt', 'b.txt', '#1 100%.png', 'empty.txt')
    expect(scripted.outcomes()).toEqual(['done', 'done', 'done', 'done'])
    const files = ['1/all/a.txt', '1/de/ui/menu/#1 100%.png', '2/all/b.txt', '2/all/empty.txt']
    expect(await found()).toEqual(files)
    // Each in its folder, before it had its name: who opens it then is asked first.
    const folders = files.map((file) => path.dirname(file))
    expect(marked.map(({ file }) => path.dirname(file)).sort()).toEqual(folders)
    expect(marked.every(({ isAlone }) => isAlone)).toBe(true)
    const sha256 = createHash('sha256').update('a'.repeat(5_000)).digest('hex')
    const last = scripted.reported.filter(({ fileId }) => fileId === 'file-0').at(-1)
    expect(last?.state).toEqual({ state: 'done', sha256, as: null })
    expect(await readFile(path.join(folder, '1/all/a.txt'), 'utf8')).toBe('a'.repeat(5_000))
    expect((await lstat(path.join(folder, '1/all/a.txt'))).nlink).toBe(1)
  })

  it('tells how far it is', async () => {
    const scripted = await run('b.txt')
    const states = scripted.reported.map(({ state }) => state.state)
    expect(states[0]).toBe('receiving')
    expect(states.at(-1)).toBe('done')
  })

  it('costs no call where the file is kept', async () => {
    const [asset] = await bench.selectAssets('a.txt')
    if (asset === undefined) throw new Error('not listed')
    const { open } = bench.createRun(folder, [])
    const chunks = (await open.client.download({ asset })).body
    const version = { account: JSON.stringify([open.serverKey, open.connection.accountId]), file: asset }
    await bench.cache.saveFile(version, 'file', { chunks })
    const calls = bench.binHarness.countDownloads()
    expect((await run('a.txt')).outcomes()).toEqual(['done'])
    expect(bench.binHarness.countDownloads()).toBe(calls)
  })

  it('writes down the name of its temporary file before that is there', async () => {
    let seen: string[] = []
    let written: readonly string[] = []
    const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
    meanwhile.atFirstByte = async () => {
      seen = await found()
      written = [...scripted.intents.values()]
    }
    await bench.runner.run(scripted)
    expect(seen).toEqual(written.map((id) => `.refshelf-${id}.part`))
    expect(seen).toHaveLength(1)
  })

  it('asks for nothing where it cannot write that down', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
    scripted.intentFault = Object.assign(new Error('full'), { code: 'ENOSPC' })
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: disk-full'])
    expect([bench.binHarness.countDownloads(), await found()]).toEqual([0, []])
  })
})

describe('many files', () => {
  beforeEach(async () => {
    await bench.close()
    bench = await DownloadHarness.start(target(), 10_000)
  })

  it('cost a call each, and come three at a time', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `many-${String(n)}.txt`)
    for (const name of names) await bench.binHarness.server.store.put({ segmentId: 1, name, bytes: name })
    const { assets } = await bench.binHarness.client.listSegments({ family: 'classic', scope: 'pr7214' }, [1])
    const many = assets.filter(({ name }) => name.startsWith('many'))
    const scripted = bench.createRun(folder, many)
    const release = bench.binHarness.server.faults.hold(downloads)
    const done = bench.runner.run(scripted)
    await expect.poll(() => bench.binHarness.countDownloads()).toBe(3)
    await new Promise((resolve) => setImmediate(resolve))
    expect(bench.binHarness.countDownloads()).toBe(3)
    release()
    await done
    expect(new Set(scripted.outcomes())).toEqual(new Set(['done']))
    expect(bench.binHarness.countDownloads()).toBe(120)
    expect(await found()).toEqual([...names].sort())
  })

  it('of hostile names and folders all stand inside, each with its own bytes', async () => {
    const awkward = [
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
    const { store } = bench.binHarness.server
    for (const [n, name] of awkward.entries())
      for (const [m, relativePath] of folders.entries())
        await store.put({ segmentId: 3, relativePath, name, bytes: `${String(n)}/${String(m)}` })
    const context = { family: 'flex', documentId: '19914' } as const
    const { assets } = await bench.binHarness.client.listSegments(context, [3])
    const planned = new FreePaths((below) => target().listFolder(folder, below))
    const scripted = bench.createRun(folder, [])
    const paths: string[] = []
    for (const wished of layOutDownload(assets)) paths.push(joinLocalPath(await planned.takePath(wished)))
    const files = assets.map((asset, n) => {
      return {
        identity: asset,
        size: asset.size,
        source: { kind: 'asset', asset } as const,
        localPath: paths[n] ?? '',
      }
    })
    const whole = new ScriptedRun(bench.binHarness.open, scripted.batch, files)
    await bench.runner.run(whole)
    expect(new Set(whole.outcomes())).toEqual(new Set(['done']))
    expect(assets.length).toBeGreaterThan(150)
    expect(await found()).toEqual([...paths].sort())
    for (const [n, asset] of assets.entries()) {
      const bytes = Buffer.from(await store.readBytes(asset)).toString()
      expect(await readFile(path.join(folder, paths[n] ?? ''), 'utf8')).toBe(bytes)
    }
  })
})

describe('a server that does not give the file', () => {
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
    ['is an error', { kind: 'status', status: 500 }, { end: 'failed: server-error', calls: 1 }],
    ['is no right', { kind: 'status', status: 403 }, { end: 'failed: forbidden', calls: 1 }],
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
  ])('leaves nothing where the answer %s', async (...[, fault, { end, calls }]) => {
    bench.binHarness.server.faults.add({ match: downloads, fault })
    expect((await run('b.txt')).outcomes()).toEqual([end])
    expect(await found()).toEqual([])
    expect(bench.binHarness.countDownloads()).toBe(calls)
    expect(marked).toEqual([])
  })

  it.each<Fault>([
    { kind: 'cut-body', afterBytes: 70_000, framing: 'close' },
    { kind: 'hang', where: 'mid-body' },
    { kind: 'throttle', retryAfter: 1 },
  ])('that once went wrong is asked again by itself: %o', async (fault) => {
    bench.binHarness.server.faults.add({ match: { ...downloads, nth: 1 }, fault })
    expect((await run('b.txt')).outcomes()).toEqual(['done'])
    expect(await found()).toEqual(['b.txt'])
  })

  it.each([
    [400, 'failed: server-refused'],
    [404, 'failed: answer-unexpected'],
  ] as const)('because it went says so in its own words (%i)', async (missingDownload, end) => {
    bench.binHarness.server.switches.missingDownload = missingDownload
    const assets = await bench.selectAssets('a.txt')
    await bench.binHarness.server.store.remove({ segmentId: 1, name: 'a.txt' })
    const scripted = bench.createRun(folder, assets)
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual([end])
    expect(scripted.reported.at(-1)?.state).toMatchObject({ detail: 'The requested file does not exist.' })
    expect(await found()).toEqual([])
  })

  it.each([4_999, 5_001, 1])(
    'because it was replaced by one of %i bytes says that it changed',
    async (bytes) => {
      const assets = await bench.selectAssets('a.txt')
      await bench.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'x'.repeat(bytes) })
      const scripted = bench.createRun(folder, assets)
      await bench.runner.run(scripted)
      expect(scripted.outcomes()).toEqual(['failed: changed-on-server'])
      expect(await found()).toEqual([])
    },
  )

  it('of a file whose size nobody told gives whatever comes whole', async () => {
    const assets = (await bench.selectAssets('a.txt')).map((asset): SelectedAsset => ({
      ...asset,
      size: null,
    }))
    const scripted = bench.createRun(folder, assets)
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['done'])
    const fault = { kind: 'cut-body', afterBytes: 9, framing: 'length' } as const
    bench.binHarness.server.faults.add({ match: downloads, fault })
    const cut = bench.createRun(folder, assets)
    await bench.runner.run(cut)
    expect(cut.outcomes()).toEqual(['failed: answer-cut'])
    expect(await found()).toEqual(['a.txt'])
  })

  it('is offline: what is left waits, and nothing more is asked', async () => {
    const assets = await bench.selectAssets('a.txt', 'b.txt', '#1 100%.png', 'empty.txt')
    await bench.binHarness.server.close()
    const scripted = bench.createRun(folder, assets)
    expect(await bench.runner.run(scripted)).toBe('offline')
    expect(scripted.outcomes()).toEqual(['back', 'back', 'back', 'waiting'])
    expect(await found()).toEqual([])
  })
})

describe('a download that is stopped', () => {
  it('in its middle is put back, and leaves nothing', async () => {
    bench.binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const scripted = bench.createRun(folder, await bench.selectAssets('b.txt'))
    meanwhile.atFirstByte = () => {
      setImmediate(() => scripted.stopController.abort())
      return Promise.resolve()
    }
    expect(await bench.runner.run(scripted)).toBe('ended')
    expect(scripted.outcomes()).toEqual(['back'])
    expect(await found()).toEqual([])
  })

  it('while only the reserve of the hour is left is put back, and was never sent', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('b.txt'))
    const { client } = scripted.open
    while (client.budget().used < 9) await bench.selectAssets('b.txt')
    bench.binHarness.hourlyAllowance = 10
    bench.binHarness.clock.isFrozen = true
    const done = bench.runner.run(scripted)
    await expect.poll(() => client.waitingUntil()).not.toBeNull()
    scripted.stopController.abort()
    await done
    expect(scripted.outcomes()).toEqual(['back'])
    expect([bench.binHarness.countDownloads(), await found()]).toEqual([0, []])
  })

  it('before it began asks for nothing', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('b.txt'))
    scripted.stopController.abort()
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['waiting'])
    expect(bench.binHarness.countDownloads()).toBe(0)
  })
})

describe('a folder where somebody else is', () => {
  it('keeps what takes the name meanwhile, and the download has the next free one', async () => {
    meanwhile.atEnd = async () => {
      await writeFile(path.join(folder, 'a.txt'), 'mine')
      await symlink('/etc/passwd', path.join(folder, 'a (2).txt'))
    }
    const scripted = await run('a.txt')
    expect(scripted.reported.at(-1)?.state).toMatchObject({ state: 'done', as: 'a (3).txt' })
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('mine')
    expect(await found()).toEqual(['a (2).txt', 'a (3).txt', 'a.txt'])
  })

  it('has a link at the name of the temporary file: nothing is written through it, and it stays', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
    const outside = path.join(await mkdtemp(path.join(tmpdir(), 'refshelf-outside-')), 'victim')
    const { recordIntent: intend } = scripted
    let part = ''
    Object.assign(scripted, {
      intend: async (fileId: string, id: string) => {
        await intend(fileId, id)
        part = `.refshelf-${id}.part`
        await symlink(outside, path.join(folder, part))
      },
    })
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: storage'])
    expect(await found()).toEqual([part])
    await expect(lstat(outside)).rejects.toThrow()
    expect(bench.binHarness.countDownloads()).toBe(0)
  })

  it.each(['before', 'after'] as const)(
    'is replaced by a link %s the first byte: nothing gets behind it',
    async (when) => {
      const elsewhere = await mkdtemp(path.join(tmpdir(), 'refshelf-elsewhere-'))
      const swap = async (): Promise<void> => {
        await rename(folder, `${folder}-moved`)
        await symlink(elsewhere, folder)
      }
      const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
      if (when === 'before') await swap()
      else meanwhile.atFirstByte = swap
      await bench.runner.run(scripted)
      expect(scripted.outcomes()).toEqual(['failed: target-gone'])
      expect(await found(elsewhere)).toEqual([])
      expect(bench.binHarness.countDownloads()).toBe(when === 'before' ? 0 : 1)
      await rm(folder)
      await rename(`${folder}-moved`, folder)
      await rm(elsewhere, { recursive: true })
    },
  )

  it('has a link where a folder is to be: nothing is made behind it', async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'refshelf-elsewhere-'))
    await symlink(elsewhere, path.join(folder, 'ui'))
    expect((await run('#1 100%.png')).outcomes()).toEqual(['failed: target-gone'])
    expect(await readdir(elsewhere)).toEqual([])
    await rm(elsewhere, { recursive: true })
  })

  it('is gone: that is told before a call is made', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
    await rm(folder, { recursive: true })
    await bench.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: target-gone'])
    expect(bench.binHarness.countDownloads()).toBe(0)
  })
})

describe('what the death of the app left', () => {
  const left = async (id: string): Promise<ScriptedRun> => {
    await writeFile(path.join(folder, `.refshelf-${id}.part`), 'half')
    await writeFile(path.join(folder, 'a.txt'), 'a stranger')
    await writeFile(path.join(folder, '.refshelf-00000000.part'), 'of another run')
    return bench.createRun(folder, await bench.selectAssets('a.txt'))
  }
  const cleanUp = async (scripted: ScriptedRun, intent: string | null): Promise<void> => {
    const [file] = scripted.files
    if (file !== undefined) await bench.runner.cleanUp(scripted.batch, { ...file, intent })
  }

  it.each(['at its first byte', 'at its last'] as const)(
    'in the middle of a file, %s, has no name of ours, and goes by what was written down',
    async (when) => {
      const dead = new Promise<void>(() => undefined)
      const scripted = bench.createRun(folder, await bench.selectAssets('b.txt'))
      let isDead = false
      const die = (): Promise<void> => {
        isDead = true
        return dead
      }
      if (when === 'at its first byte') meanwhile.atFirstByte = die
      else meanwhile.atEnd = die
      void bench.runner.run(scripted)
      await expect.poll(() => isDead).toBe(true)
      const intent = scripted.intents.get('file-0') ?? ''
      expect(await found()).toEqual([`.refshelf-${intent}.part`])
      await cleanUp(scripted, intent)
      expect(await found()).toEqual([])
    },
  )

  it('just after it was whole keeps the file, and loses its second name', async () => {
    const scripted = bench.createRun(folder, await bench.selectAssets('a.txt'))
    await writeFile(path.join(folder, '.refshelf-0123456789abcdef.part'), 'whole')
    await link(path.join(folder, '.refshelf-0123456789abcdef.part'), path.join(folder, 'a.txt'))
    await cleanUp(scripted, '0123456789abcdef')
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('whole')
    expect(await found()).toEqual(['a.txt'])
  })

  it.each(['the whole file', 'another file'] as const)(
    'is told by the next run, and brought under another name only where %s is in its place',
    async (what) => {
      const text = what === 'the whole file' ? 'a'.repeat(5_000) : 'b'.repeat(5_000)
      const { batch, files } = bench.createRun(folder, await bench.selectAssets('a.txt'))
      const begun = files.map((file) => ({ ...file, intent: '0123456789abcdef' }))
      const scripted = new ScriptedRun(bench.binHarness.open, batch, begun)
      await writeFile(path.join(folder, 'a.txt'), text)
      await bench.runner.run(scripted)
      const last = scripted.reported.at(-1)?.state
      expect(last).toMatchObject({ state: 'done', as: what === 'the whole file' ? null : 'a (2).txt' })
      expect(await found()).toEqual(what === 'the whole file' ? ['a.txt'] : ['a (2).txt', 'a.txt'])
      expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe(text)
    },
  )

  it('is taken away by its name, and nothing else', async () => {
    const scripted = await left('0123456789abcdef')
    await cleanUp(scripted, null)
    expect(await found()).toHaveLength(3)
    await cleanUp(scripted, '0123456789abcdef')
    expect(await found()).toEqual(['.refshelf-00000000.part', 'a.txt'])
    await cleanUp(scripted, '0123456789abcdef')
  })

  it.each(['../../etc/passwd', '../a.txt', 'x/../victim', '', 'a', '.', '/a.txt', '\0\0\0\0\0\0\0\0'])(
    'is not what a forged list names: %j',
    async (intent) => {
      const scripted = await left('0123456789abcdef')
      await writeFile(path.join(folder, 'victim.part'), 'of somebody else')
      await cleanUp(scripted, intent)
      expect(await found()).toHaveLength(4)
    },
  )

  it('stays where its folder is a link by now', async () => {
    const scripted = await left('0123456789abcdef')
    await rename(folder, `${folder}-moved`)
    await symlink(`${folder}-moved`, folder)
    await cleanUp(scripted, '0123456789abcdef')
    expect(await readdir(`${folder}-moved`)).toHaveLength(3)
    await rm(folder)
    await rename(`${folder}-moved`, folder)
  })
})

describe('a disk that is full', () => {
  const shell = promisify(execFile)

  async function mount(): Promise<boolean> {
    try {
      await shell('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
      return true
    } catch {
      process.stderr.write('download-faults: no disk can be mounted here, so the full disk is not tried\n')
      return false
    }
  }

  it('takes what fits, and no part of what does not', async () => {
    if (!(await mount())) return
    await writeFile(path.join(folder, 'ballast'), new Uint8Array(1_048_576 - 8 * 4_096))
    const scripted = await run('a.txt', 'b.txt')
    expect(scripted.outcomes()).toEqual(['done', 'failed: disk-full'])
    // Told by its size, before it cost a call.
    expect(bench.binHarness.countDownloads()).toBe(1)
    meanwhile.atFirstByte = () =>
      writeFile(path.join(folder, 'ballast 2'), new Uint8Array(4 * 4_096)).then(() => undefined)
    const untold = bench.createRun(
      folder,
      (await bench.selectAssets('b.txt')).map((asset) => ({ ...asset, size: null })),
    )
    await bench.runner.run(untold)
    expect(untold.outcomes()).toEqual(['failed: disk-full'])
    expect(await found()).toEqual(['1/a.txt', 'ballast', 'ballast 2'])
    await shell('umount', [folder])
  })
})

describe('a disk that cannot be written', () => {
  it('says so before a call is made', async () => {
    const shell = promisify(execFile)
    try {
      await shell('mount', ['-t', 'tmpfs', '-o', 'size=1m,ro', 'tmpfs', folder])
    } catch {
      process.stderr.write(
        'download-faults: no disk can be mounted here, so the read-only disk is not tried\n',
      )
      return
    }
    const scripted = await run('a.txt')
    expect(scripted.outcomes()).toEqual(['failed: no-permission'])
    expect(bench.binHarness.countDownloads()).toBe(0)
    await shell('umount', [folder])
  })
})

describe('folders of this computer', () => {
  it.each(['..', '.', 'a/b', ''])('take no path for a name: %j', async (part) => {
    const folders = new LocalFolders({ mark: () => Promise.resolve() })
    const nothing = async function* (): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      yield new Uint8Array(1)
    }
    const write = (below: readonly string[]): Promise<unknown> =>
      folders.writeFile({ folder, path: below, partId: 'x' }, nothing(), () => true)
    await expect(write([part])).rejects.toThrow()
    await expect(write([part, 'a'])).rejects.toThrow()
    expect(await found()).toEqual([])
  })

  it('list what is there, and nothing for one that is not', async () => {
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
