import type { Session } from 'node:inspector'
import type { ElectronApplication, Page } from '@playwright/test'

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples?: readonly number[]
}

/** Profiles main and the window, for `REFSHELF_BENCH_PROFILE=1`. The result ends both and prints their busiest functions. */
export async function startProfiles(running: {
  readonly app: ElectronApplication
  readonly page: Page
}): Promise<() => Promise<void>> {
  const { app, page } = running
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Profiler.start')
  await app.evaluate(async () => {
    const { mainModule } = process as unknown as { mainModule: { require: (id: string) => unknown } }
    const { Session: MainSession } = mainModule.require('node:inspector') as InspectorModule
    const inspector = new MainSession()
    inspector.connect()
    Object.assign(globalThis, { inspector })
    await new Promise((resolve) => inspector.post('Profiler.enable', resolve))
    await new Promise((resolve) => inspector.post('Profiler.start', resolve))
  })
  return async () => {
    const { profile } = await session.send('Profiler.stop')
    const main = await app.evaluate(
      () =>
        new Promise((resolve) => {
          const { inspector } = globalThis as unknown as { inspector: Session }
          inspector.post('Profiler.stop', (_, result) => resolve(result.profile))
        }),
    )
    print('main', main as Profile)
    print('window', profile)
  }
}

interface InspectorModule {
  readonly Session: new () => Session
}

function print(name: string, { nodes, samples = [] }: Profile): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const counts = new Map<string, number>()
  for (const id of samples) {
    const frame = byId.get(id)?.callFrame
    const place = `${frame?.functionName || '(anonymous)'} ${frame?.url.split('/').at(-1) ?? ''}:${String(frame?.lineNumber)}`
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  const busiest = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 25)
  const lines = busiest.map(
    ([place, count]) => `${((count / samples.length) * 100).toFixed(1).padStart(5)} %  ${place}`,
  )
  process.stdout.write(`\n${name}, ${String(samples.length)} samples\n${lines.join('\n')}\n`)
}
