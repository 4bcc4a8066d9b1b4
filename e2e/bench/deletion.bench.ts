import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSelfSignedCertificate, type DemoServer } from '../../src/demo-server'
import { count } from '../support/actions'
import { distantLink } from '../support/distant-link'
import { signInHeaders } from '../support/port-test'
import { apiKey, test, type LaunchOptions, type RunningApp } from '../support/test'
import { expect } from '../support/test'
import * as rounds from './deletion-rounds'
import { figure, report, type Figure } from './figures'
import { median } from './measure'

/** How fast files are deleted, compared with `curl` on the same server in the same run, over latency and over distance. */

const roundCount = Number(process.env['REFSHELF_BENCH_ROUNDS'] ?? 3)
/** More than this benchmark uses, so that no call waits for the next hour. */
const allowance = { hourlyAllowance: 1_000_000 }

interface Setup {
  readonly name: string
  readonly files: number
  readonly server: DemoServer
  readonly running: RunningApp
  readonly url: string
  readonly folder: string
  readonly headers: Promise<Readonly<Record<string, string>>>
}

interface Measured {
  readonly app: rounds.DeletionCost[]
  readonly parallel: number[]
  readonly plain: number[]
}

async function openApp(
  url: string,
  facts: {
    readonly server: DemoServer
    readonly userData: string
    readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
    readonly args?: readonly string[]
  },
): Promise<RunningApp> {
  await writeFile(
    path.join(facts.userData, 'settings.json'),
    JSON.stringify({ v: 1, ...allowance, maxFilesPerJob: 20_000 }),
  )
  const env = {
    REFSHELF_SERVER_URL: url,
    REFSHELF_ACCOUNT_ID: facts.server.accountId,
    REFSHELF_API_KEY: apiKey,
  }
  const place = ['--scope=pr7214', `--segments=${rounds.appSegments.join(',')}`]
  const running = await facts.launch({ env, args: [...place, ...(facts.args ?? [])] })
  await expect(count(running.page)).toHaveText('0 assets')
  return running
}

/** The app and both ways of `curl` in turn. */
async function alternate(setup: Setup, keepsCopies: boolean): Promise<Measured> {
  const { server, running, files, url, folder } = setup
  const target = { server, url, folder, headers: await setup.headers }
  const measured: Measured = { app: [], parallel: [], plain: [] }
  for (let round = 0; round < roundCount; round += 1) {
    measured.app.push(await rounds.deleteByApp({ ...running, server }, files, keepsCopies))
    measured.parallel.push(await rounds.deleteByCurl(target, files, true))
    measured.plain.push(await rounds.deleteByCurl(target, files, false))
  }
  return measured
}

function toFigure(name: string, measured: Measured, limit: number): Figure {
  const base = median(measured.parallel)
  const value = median(measured.app.map(({ ms }) => ms))
  return figure({ name, unit: 'ms', value, base, limit, target: Math.round(base * limit) })
}

function describeCost(name: string, { app, parallel, plain }: Measured): string {
  const mid = (valueOf: (cost: rounds.DeletionCost) => number): string => median(app.map(valueOf)).toFixed(2)
  return [
    `${name}: app ${app.map(({ ms }) => ms.toFixed(0)).join(' ')} ms`,
    `curl -Z ${parallel.map((ms) => ms.toFixed(0)).join(' ')} ms`,
    `curl ${plain.map((ms) => ms.toFixed(0)).join(' ')} ms`,
    `CPU per file: main ${mid(({ main }) => main)}, window ${mid(({ window }) => window)}, network ${mid(({ network }) => network)} ms`,
    `${String(app[0]?.calls ?? 0)} calls`,
  ].join('; ')
}

const limits = { '5 ms': { plain: 1.5, copies: 3 }, '50 ms': { plain: 1.1, copies: 1.3 } } as const

for (const latency of [5, 50] as const) {
  test(`400 files are deleted about as fast as by curl, at ${String(latency)} ms`, async ({
    launch,
    startServer,
    userData,
  }) => {
    const server = await startServer({ seed: rounds.deletionSeed, switches: allowance })
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-bench-'))
    const running = await openApp(server.url, { server, userData, launch })
    server.faults.add({ match: { path: /\/assets/ }, fault: { kind: 'latency', ms: latency } })
    const name = `400 files at ${String(latency)} ms`
    const headers = signInHeaders(server)
    const setup = { name, server, running, folder, headers, files: 400, url: server.url }
    const plain = await alternate(setup, false)
    const copies = await alternate(setup, true)
    await rm(folder, { recursive: true })
    const limit = limits[`${latency} ms`]
    await report(
      [
        toFigure(`delete ${name}`, plain, limit.plain),
        toFigure(`delete ${name} with copies`, copies, limit.copies),
      ],
      [describeCost(name, plain), describeCost(`${name} with copies`, copies)].join('\n'),
    )
  })
}

test('300 files are deleted about as fast as by curl, over TLS 40 ms away', async ({
  launch,
  startServer,
  userData,
}) => {
  const tls = createSelfSignedCertificate()
  const server = await startServer({ seed: rounds.deletionSeed, switches: allowance, tls })
  const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-bench-'))
  const link = await distantLink(server.url, 40)
  const running = await openApp(link.url, {
    server,
    userData,
    launch,
    args: ['--ignore-certificate-errors'],
  })
  const headers = rounds.signInOverTls(server, tls.cert)
  const setup = { name: '300 files, TLS', server, running, folder, headers, files: 300, url: link.url }
  const plain = await alternate(setup, false)
  const copies = await alternate(setup, true)
  await link.close()
  await rm(folder, { recursive: true })
  await report(
    [
      toFigure('delete 300 files, TLS, 40 ms away', plain, 1.3),
      toFigure('delete 300 files, TLS, 40 ms away, copies', copies, 1.6),
    ],
    [describeCost('300 files over TLS', plain), describeCost('with copies', copies)].join('\n'),
  )
})

test('a file costs as much processor time among 10,000 as among 400', async ({
  launch,
  startServer,
  userData,
}) => {
  test.setTimeout(600_000)
  const server = await startServer({ seed: rounds.deletionSeed, switches: allowance })
  const running = await openApp(server.url, { server, userData, launch })
  const few = await rounds.deleteByApp({ ...running, server }, 400, false)
  const many = await rounds.deleteByApp({ ...running, server }, 10_000, false)
  const total = ({ main, window }: rounds.DeletionCost): number => main + window
  const facts = (cost: rounds.DeletionCost): string =>
    `main ${cost.main.toFixed(2)}, window ${cost.window.toFixed(2)} ms per file in ${cost.ms.toFixed(0)} ms`
  await report(
    [
      figure({
        name: 'CPU per file of 10,000',
        unit: 'ms',
        value: total(many),
        base: total(few),
        target: Math.round(total(few)),
        limit: 1.3,
      }),
    ],
    `400 files: ${facts(few)}; 10,000 files: ${facts(many)}`,
  )
})
