import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import {
  createCertificateAuthority,
  createSelfSignedCertificate,
  type DemoServer,
  type Fault,
} from '../src/demo-server'
import { openSegments, select, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { download, fileLine, operations, upload } from './support/transfer-actions'
import { makeTrustingHome } from './support/trusting-home'
import { expect, listingCalls, test } from './support/upload-actions'

/** What the window says when a certificate, a redirect or a proxy is in the way. Nothing follows a redirect. */

const second = 'file2.txt, all, -, 27665604'
const downloadCalls = { method: 'GET', path: /\/assets\/\d+\?/ } as const
const company = createCertificateAuthority('Company CA')

async function expectRefused(page: Page, server: Pick<DemoServer, 'url'>, sentence: string): Promise<void> {
  await signIn(page, { url: server.url, accountId: 'acme-loc' })
  await expect(page.getByRole('alert')).toContainText(sentence)
  await expect(page.getByRole('alert')).not.toContainText('internal')
}

test('each fault of a certificate has its own sentence, and no key is sent', async ({
  launch,
  startServer,
  userData,
}) => {
  const { page } = await launch({ env: { HOME: await makeTrustingHome(userData, company.cert) } })
  const lastYear = { validFrom: new Date('2019-01-01'), validTo: new Date('2020-01-01') }
  const servers = [
    [company.issue(lastYear), 'Check the date and time of this computer'],
    [company.issue({ host: 'other.example' }), 'belongs to another host'],
    [createSelfSignedCertificate(), 'does not trust the server’s certificate'],
  ] as const
  for (const [tls, sentence] of servers) {
    const server = await startServer({ tls })
    await expectRefused(page, server, sentence)
    expect(server.calls.count()).toBe(0)
  }
  const plain = await startServer()
  await expectRefused(page, { url: plain.url.replace('http:', 'https:') }, 'No secure connection')
  expect(plain.calls.count()).toBe(0)
})

test('with the authority of a company everything works over https', async ({
  launch,
  startServer,
  userData,
  sourceFolder,
}) => {
  const server = await startServer({ tls: company.issue() })
  const running = await launch({ env: { HOME: await makeTrustingHome(userData, company.cert) } })
  const { page } = running
  await openSegments(page, server, [27_665_604])
  await select(page, second)
  await download(running, sourceFolder)
  await expect(fileLine(page, 'file2.txt')).toContainText('Downloaded')
  const file = path.join(sourceFolder, 'new.txt')
  await writeFile(file, 'new')
  await upload(running, [file])
  await expect(fileLine(page, 'new.txt')).toContainText('Uploaded and verified')
})

interface Wall {
  readonly name: string
  readonly fault: (other: DemoServer) => Fault
  readonly sentence: string
}

function redirect(name: string, locationOf: (other: DemoServer) => string, status: 302 | 307 = 307): Wall {
  return {
    name,
    fault: (other) => ({ kind: 'redirect', status, location: locationOf(other) }),
    sentence: 'redirected to another address',
  }
}

const redirects: readonly Wall[] = [
  redirect('to another host', ({ url }) => `${url}/api/x`),
  redirect('to another host by 302', ({ url }) => `${url}/api/x`, 302),
  redirect('to a file', () => 'file:///etc/passwd'),
  redirect('to nowhere', () => 'http://'),
  redirect('to itself', () => '?'),
]

const proxies: readonly Wall[] = [
  {
    name: 'of a proxy that asks for a password',
    fault: () => ({ kind: 'status', status: 407, body: '' }),
    sentence: 'asks for a password',
  },
]

for (const [name, walls] of [
  ['redirect', redirects],
  ['proxy', proxies],
] as const) {
  test(`the answer of a ${name} is reported for a sign-in, a listing, a preview and a download`, async ({
    launch,
    server,
    startServer,
    sourceFolder,
  }) => {
    const other = await startServer()
    const running = await launch()
    const { page } = running
    const block = (wall: Wall, match: { readonly method: string; readonly path: RegExp }): void => {
      server.faults.clear()
      server.faults.add({ match, fault: wall.fault(other) })
    }
    for (const wall of walls) {
      block(wall, { method: 'POST', path: /auth/ })
      await expectRefused(page, server, wall.sentence)
    }
    server.faults.clear()
    await openSegments(page, server, segmentIds)
    const main = page.getByRole('main').getByRole('alert')
    for (const wall of walls) {
      await test.step(wall.name, async () => {
        block(wall, downloadCalls)
        await select(page, second)
        await expect(page.getByRole('region', { name: 'Preview' })).toContainText(wall.sentence)
        await download(running, sourceFolder)
        await expect(fileLine(page, 'file2.txt').first()).toContainText(wall.sentence)
        block(wall, listingCalls)
        await page.getByRole('button', { name: 'Refresh', exact: true }).click()
        await expect(main).toContainText(wall.sentence)
        await expect(operations(page)).not.toContainText('internal')
        server.faults.clear()
        await page.getByRole('button', { name: 'Refresh', exact: true }).click()
        await expect(main).toHaveCount(0)
        await select(page, 'file10.txt, all, -, 27665604')
      })
    }
    expect(other.calls.count()).toBe(0)
  })
}
