import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import type { LaunchOptions, RunningApp } from '../support/start-app'
import { apiKey, expect, test } from '../support/test'
import { writeEmptyApp } from './empty-app'
import { figure, report } from './figures'
import { manyAssets, manyCount, manySegments, someAssets, someCount, someSegments } from './many-assets'
import * as measure from './measure'
import { measureProcesses, type ProcessFigures } from './processes'

const rounds = 6

interface Start extends ProcessFigures {
  readonly shownMs: number
}

type Launch = (options?: LaunchOptions) => Promise<RunningApp>

/** Starts an app, and measures when `shownAt` says that it is on the screen, and what it has cost until then. */
async function measureStart(
  launch: Launch,
  options: LaunchOptions,
  shownAt: (app: RunningApp) => Promise<number>,
): Promise<Start> {
  const running = await launch(options)
  const shownMs = (await shownAt(running)) - (await measure.startedAt(running.app))
  const figures = await measureProcesses(running.app)
  await running.app.close()
  const { mainCpuMs, windowCpuMs, memoryMb } = figures
  return { shownMs, mainCpuMs, windowCpuMs, memoryMb }
}

function medianOf(starts: readonly Start[], name: keyof Start): number {
  return measure.median(starts.map((start) => start[name]))
}

function listShownAt(count: number) {
  const list = `[role="grid"][aria-rowcount="${String(count + 1)}"] [role="row"][aria-selected]`
  return ({ page }: RunningApp) => measure.whenShown(page, list)
}

test('starts take little longer, and little more memory, than an empty window', async ({
  launch,
  startServer,
  userData,
}) => {
  test.setTimeout(900_000)
  const emptyApp = await writeEmptyApp(userData)
  const fresh = async (): Promise<string> => `--user-data-dir=${await mkdtemp(path.join(userData, 'start-'))}`
  const [some, many] = [await startServer({ seed: someAssets }), await startServer({ seed: manyAssets })]
  const openPlace = (server: typeof some, segments: readonly number[], folder: string): LaunchOptions => ({
    env: {
      REFSHELF_SERVER_URL: server.url,
      REFSHELF_ACCOUNT_ID: server.accountId,
      REFSHELF_API_KEY: apiKey,
    },
    args: [folder, '--scope=pr7214', `--segments=${segments.join(',')}`],
  })
  const firstPaint = ({ page }: RunningApp): Promise<number> => measure.firstPaintAt(page)
  const connectScreen = async (running: RunningApp): Promise<number> => {
    await expect(running.page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
    return firstPaint(running)
  }
  const knownPlace = await fresh()

  const measured = {
    empty: async () => measureStart(launch, { appPath: emptyApp, args: [await fresh()] }, firstPaint),
    connect: async () => measureStart(launch, { args: [await fresh()] }, connectScreen),
    some: async () =>
      measureStart(launch, openPlace(some, someSegments, await fresh()), listShownAt(someCount)),
    known: () => measureStart(launch, openPlace(some, someSegments, knownPlace), listShownAt(someCount)),
    many: async () =>
      measureStart(launch, openPlace(many, manySegments, await fresh()), listShownAt(manyCount)),
  }
  const starts: Record<keyof typeof measured, Start[]> = {
    empty: [],
    connect: [],
    some: [],
    known: [],
    many: [],
  }
  // Interleaved, because the load of the machine may change. The first round reads from disk and is discarded.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of ['empty', 'connect', 'some', 'known', 'many'] as const) {
      const start = await measured[name]()
      if (round > 0) starts[name].push(start)
    }

  const { empty, connect } = starts
  const time = { unit: 'ms', base: medianOf(empty, 'shownMs') } as const
  const memory = { unit: 'MB', base: medianOf(empty, 'memoryMb') } as const
  const limits = [
    ['start to the connect screen', time, medianOf(connect, 'shownMs'), 1.35, 1.9],
    ['start to 1,000 assets', time, medianOf(starts.some, 'shownMs'), 1.6, 2.6],
    ['start to 1,000 known assets', time, medianOf(starts.known, 'shownMs'), 1.4, 2.6],
    ['memory, connect screen', memory, medianOf(connect, 'memoryMb'), 1.15, 1.3],
    ['memory, 1,000 assets', memory, medianOf(starts.some, 'memoryMb'), 1.25, 1.5],
    ['memory, 100,000 assets', memory, medianOf(starts.many, 'memoryMb'), 1.6, 3],
    [
      'processor time of main at start',
      { unit: 'ms', base: medianOf(empty, 'mainCpuMs') } as const,
      medianOf(connect, 'mainCpuMs'),
      1.5,
      2.4,
    ],
    [
      'processor time of the window at start',
      { unit: 'ms', base: medianOf(empty, 'windowCpuMs') } as const,
      medianOf(connect, 'windowCpuMs'),
      3,
      6,
    ],
  ] as const
  await report(
    limits.map(([name, unit, value, target, limit]) =>
      figure({ ...unit, name, value, target: Math.round(unit.base * target), limit }),
    ),
    `an empty window is painted after ${time.base.toFixed(0)} ms and takes ${memory.base.toFixed(0)} MB`,
  )
})
