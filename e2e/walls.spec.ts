import type { ElectronApplication } from '@playwright/test'
import { eventNames, windowCallNames } from '../src/shared/ipc/contract'
import { signIn } from './support/actions'
import { expect, test } from './support/test'

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' preview:; media-src preview:; " +
  "frame-src preview:; font-src 'self'; connect-src 'none'; webrtc 'block'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

interface Preferences {
  readonly sandbox: boolean
  readonly contextIsolation: boolean
  readonly nodeIntegration: boolean
  readonly webviewTag: boolean
  readonly webSecurity?: boolean
}

const expectedViolations = ['connect-src', 'form-action', 'frame-src', 'img-src', 'script-src-elem']

const previewViolations = ['connect-src', 'script-src-elem']

test('the window has the IPC contract and nothing else', async ({ launch }) => {
  const { page } = await launch()
  const pageFacts = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    frozen: Object.isFrozen(window.api),
    kinds: [...new Set(Object.values(window.api).map((value) => typeof value))],
    names: Object.keys(window.api).sort(),
    origin: window.location.href,
  }))
  expect(pageFacts.node).toEqual([])
  expect(pageFacts.frozen).toBe(true)
  expect(pageFacts.kinds).toEqual(['function'])
  expect(pageFacts.origin).toMatch(/^app:\/\/bundle\//)
  expect(pageFacts.names.filter((name) => /^(on|send|invoke|postMessage|sendSync)$/.test(name))).toEqual([])
  expect(pageFacts.names).toEqual([...windowCallNames, ...eventNames, 'grantFiles'].sort())
})

test('every window is sandboxed and isolated', async ({ launch }) => {
  const { app } = await launch()
  const preferences = await app.evaluate(({ webContents }) => {
    // Exists at run time, but newer majors dropped it from the types.
    const allContents = webContents.getAllWebContents() as unknown as {
      getLastWebPreferences: () => Preferences
    }[]
    return allContents.map((contents) => contents.getLastWebPreferences())
  })
  for (const windowPreferences of preferences) {
    expect(windowPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    })
    expect(windowPreferences.webSecurity).not.toBe(false)
  }
})

test('the page has its content security policy, and a visit violates none of it', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text())
  })
  const headers = await app.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://bundle/index.html', {
      bypassCustomProtocolHandlers: false,
    })
    return {
      policy: answer.headers.get('content-security-policy'),
      sniff: answer.headers.get('x-content-type-options'),
    }
  })
  expect(headers).toEqual({ policy: contentSecurityPolicy, sniff: 'nosniff' })
  await page.reload()
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect(violations).toEqual([])
})

test('inline scripts, eval, remote pictures, forms and requests are all blocked', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  server.calls.clear()
  const outcome = await page.evaluate(
    async ({ url, wanted }) => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'window.hacked = true'
      const image = document.createElement('img')
      image.src = `${url}/pixel.png`
      const form = document.createElement('form')
      form.action = `${url}/form`
      form.method = 'post'
      const frame = document.createElement('iframe')
      frame.src = `${url}/frame`
      document.body.append(script, image, form, frame)
      form.submit()
      const fetched = await fetch(`${url}/fetch`).then(
        () => 'fetched',
        () => 'blocked',
      )
      // In a timer, because code that the test evaluates directly is exempt from the policy.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String((0, eval)('1')))
          } catch {
            resolve('blocked')
          }
        })
      })
      const file = await fetch('file:///etc/passwd').then(
        () => 'read',
        () => 'blocked',
      )
      // The browser reports violations asynchronously.
      for (let waited = 0; waited < 3_000 && !wanted.every((name) => seen.includes(name)); waited += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return { seen: [...new Set(seen)].sort(), fetched, evaluated, file, hacked: 'hacked' in window }
    },
    { url: server.url, wanted: expectedViolations },
  )
  expect(outcome).toMatchObject({ fetched: 'blocked', evaluated: 'blocked', file: 'blocked', hacked: false })
  expect(outcome.seen).toEqual(expect.arrayContaining(expectedViolations))
  expect(server.calls.count()).toBe(0)
})

test('a preview URL serves pictures only: no script can read one, and an unknown name shows nothing', async ({
  launch,
}) => {
  const { app, page } = await launch()
  const outcome = await page.evaluate(async (wanted) => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const addresses = [
      'preview://copy/unknown',
      'preview://copy/',
      'preview://copy/..%2f..%2fbin.log',
      'preview://x',
    ]
    const pictures = addresses.map(
      (address) =>
        new Promise<string>((resolve) => {
          const image = new Image()
          image.onload = () => resolve('shown')
          image.onerror = () => resolve('nothing')
          image.src = address
        }),
    )
    const script = document.createElement('script')
    script.src = 'preview://copy/unknown'
    const frame = document.createElement('iframe')
    frame.src = 'preview://copy/unknown'
    document.body.append(script, frame)
    const fetched = await fetch('preview://copy/unknown').then(
      () => 'fetched',
      () => 'blocked',
    )
    for (let waited = 0; waited < 3_000 && !wanted.every((name) => seen.includes(name)); waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    // The policy allows the whole scheme; the navigation guard keeps the frame away from this URL.
    const framed = frame.contentWindow?.location.href
    return { seen: [...new Set(seen)].sort(), pictures: await Promise.all(pictures), fetched, framed }
  }, previewViolations)
  expect(outcome.framed).toBe('about:blank')
  expect(outcome.pictures).toEqual(['nothing', 'nothing', 'nothing', 'nothing'])
  expect(outcome.fetched).toBe('blocked')
  expect(outcome.seen).toEqual(previewViolations)
  const answers = await app.evaluate(async ({ session }) => {
    const request = async (address: string, method: string): Promise<number> => {
      const options = { method, bypassCustomProtocolHandlers: false }
      return (await session.defaultSession.fetch(address, options)).status
    }
    return [await request('preview://copy/unknown', 'GET'), await request('preview://copy/unknown', 'POST')]
  })
  expect(answers).toEqual([404, 404])
})

test('all permissions are denied', async ({ launch }) => {
  const { page } = await launch()
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'persistent-storage',
    ]
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    )
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
})

test('nothing navigates, and no window opens', async ({ launch, server }) => {
  const { app, page } = await launch()
  const addresses = [
    'https://example.com/',
    `${server.url}/x`,
    'file:///etc/passwd',
    'javascript:document.title="x"',
    'about:blank',
    'data:text/html,x',
    'blob:app://bundle/x',
    'mailto:a@example.com',
    'app://other/index.html',
    'preview://copy/x',
    'ms-settings:x',
  ]
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  for (const address of addresses) {
    await tryToLeave(app, address)
    await expect
      .poll(() => shownPages(app), { message: address })
      .toEqual([{ address: 'app://bundle/index.html', heading: 'Connect to a server' }])
  }
  expect(server.calls.count()).toBe(0)
})

test('a call with invalid input returns a failure and does nothing', async ({ launch }) => {
  const { page } = await launch()
  const answers = await page.evaluate(async () => {
    const calls = Object.entries(
      window.api as unknown as Record<string, (input: unknown) => Promise<unknown>>,
    )
    const checkedCalls = calls.filter(([name]) => !name.startsWith('watch') && name !== 'showAssetMenu')
    const junk = [
      { x: 1 },
      'text',
      5,
      [],
      { planId: '../../x' },
      { place: { kind: 'segments', scope: 'x', segmentIds: [-1] } },
    ]
    const results: string[] = []
    for (const [name, call] of checkedCalls) {
      for (const input of junk) {
        const result = (await call(input)) as { ok: boolean; failure?: { kind: string } }
        results.push(`${name}: ${result.ok ? 'ok' : (result.failure?.kind ?? '')}`)
      }
    }
    return results
  })
  expect(answers.length).toBeGreaterThan(100)
  expect(answers.filter((answer) => !answer.endsWith('request-invalid'))).toEqual([])
})

/** Runs in Electron: Playwright would wait for the navigation, and a denied one never finishes. */
async function tryToLeave(app: ElectronApplication, address: string): Promise<void> {
  await app.evaluate(async ({ webContents }, target) => {
    const leave = `(() => {
      const target = ${JSON.stringify(target)}
      window.open(target)
      const link = document.createElement('a')
      link.href = target
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.target = '_self'
      link.click()
      link.remove()
    })()`
    await webContents.getAllWebContents()[0]?.executeJavaScript(leave, true)
  }, address)
}

function shownPages(app: ElectronApplication): Promise<{ address: string; heading: string }[]> {
  return app.evaluate(({ webContents }) =>
    Promise.all(
      webContents.getAllWebContents().map(async (contents) => ({
        address: contents.getURL(),
        heading: String(
          await contents.executeJavaScript("document.querySelector('#root h1, #root h2')?.textContent ?? ''"),
        ),
      })),
    ),
  )
}
