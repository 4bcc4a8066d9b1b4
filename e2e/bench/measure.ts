import type { ElectronApplication, Page } from '@playwright/test'

/** Measures inside the window, so that the time excludes the messages between test and app. Milliseconds. */

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN
}

/** Plain JavaScript that takes about 100 ms on an idle machine: the current speed of this machine. */
export function yardstick(page: Page): Promise<number> {
  return page.evaluate(() => {
    const texts = Array.from(
      { length: 100_000 },
      (_, index) => `name-${String((index * 7_919) % 100_003)}.png`,
    )
    const start = performance.now()
    texts.sort()
    return performance.now() - start
  })
}

/** From an input in the list until the next layout. The end is detected by the element that the input changes. */
export function timePress(page: Page, press: 'search' | 'sort' | 'select-all', text = ''): Promise<number> {
  return page.evaluate(
    async ([kind, value]) => {
      const find = (selector: string): HTMLElement => {
        const element = document.querySelector<HTMLElement>(selector)
        if (element === null) throw new Error(`no ${selector}`)
        return element
      }
      const grid = find('[role="grid"]')
      const watched =
        kind === 'search'
          ? grid
          : find(
              kind === 'sort' ? '[data-column="size"][role="columnheader"]' : '[role="status"].status-count',
            )
      const changed = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(watched, { attributes: true, characterData: true, childList: true, subtree: true })
      })
      const start = performance.now()
      if (kind === 'search') {
        const input = find('.browser-heading input')
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      } else if (kind === 'sort') find('[data-sort="size"]').click()
      else
        grid.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }),
        )
      await changed
      grid.getBoundingClientRect()
      return performance.now() - start
    },
    [press, text] as const,
  )
}

const plainList = 'plain-list'

/** A static list of the same height with about as much text: the cost of scrolling without the app. */
export async function showPlainList(page: Page): Promise<() => Promise<void>> {
  await page.evaluate((id) => {
    const list = document.createElement('div')
    list.id = id
    Object.assign(list.style, {
      position: 'fixed',
      inset: '150px 320px 40px 240px',
      overflow: 'auto',
      zIndex: '9',
    })
    list.style.background = 'white'
    for (let index = 0; index < 1_500; index += 1) {
      const row = document.createElement('div')
      row.style.height = '34px'
      row.textContent = `file-${String(index)}.png  public/views  en  27665601  128 KB  Image  2 Jan 2026`
      list.append(row)
    }
    document.body.append(list)
  }, plainList)
  return () => page.evaluate((id) => document.getElementById(id)?.remove(), plainList)
}

/** The duration of each frame while a list scrolls this many pixels per frame. */
export function timeFrames(page: Page, pixels: number): Promise<number[]> {
  return page.evaluate(
    (step) =>
      new Promise<number[]>((resolve) => {
        const grid = document.querySelector('#plain-list') ?? document.querySelector('[role="grid"]')
        const frames: number[] = []
        let last = 0
        const frame = (now: number): void => {
          if (last > 0) frames.push(now - last)
          last = now
          if (grid !== null) grid.scrollTop += step
          if (frames.length < 300) requestAnimationFrame(frame)
          else resolve(frames)
        }
        requestAnimationFrame(frame)
      }),
    pixels,
  )
}

/** Records when main returns its last result of each of these calls. */
export async function recordAnswers(app: ElectronApplication, calls: readonly string[]): Promise<void> {
  await app.evaluate(({ ipcMain }, names) => {
    type Handler = (...args: unknown[]) => Promise<unknown>
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers
    const answeredAt = new Map<string, number>()
    Object.assign(globalThis, { answeredAt })
    for (const name of names) {
      const channel = `refshelf:call:${name}`
      const original = handlers.get(channel)
      if (original === undefined) throw new Error(`no handler for ${channel}`)
      handlers.set(channel, async (...args) => {
        const result = await original(...args)
        answeredAt.set(name, performance.timeOrigin + performance.now())
        return result
      })
    }
  }, calls)
}

export function answeredAt(app: ElectronApplication, call: string): Promise<number> {
  return app.evaluate((_, name) => {
    const { answeredAt } = globalThis as { answeredAt?: Map<string, number> }
    return answeredAt?.get(name) ?? Number.NaN
  }, call)
}

/** When the app's process was created, on the clock of `whenShown`. */
export function startedAt(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => process.getCreationTime() ?? Number.NaN)
}

/** When an element is painted for the first time, as epoch milliseconds. */
export function whenShown(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const check = (): void => {
          if (document.querySelector(wanted) === null) requestAnimationFrame(check)
          // What exists in this frame is on the screen when the next one begins.
          else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        }
        check()
      }),
    selector,
  )
}

/** When the page first painted text, on the clock of `whenShown`; also if that was before this call. */
export function firstPaintAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const { startTime } of list.getEntriesByName('first-contentful-paint'))
            resolve(performance.timeOrigin + startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
}

/** When the complete list is on the screen, as epoch milliseconds. */
export function fullListShownAt(page: Page, rows: number): Promise<number> {
  return page.evaluate(
    (count) =>
      new Promise<number>((resolve) => {
        const check = (): boolean => {
          const grid = document.querySelector('[role="grid"][aria-busy="false"]')
          if (grid?.getAttribute('aria-rowcount') !== String(count)) return false
          if (grid.querySelector('[role="row"][aria-selected]') === null) return false
          grid.getBoundingClientRect()
          resolve(performance.timeOrigin + performance.now())
          return true
        }
        if (check()) return
        const observer = new MutationObserver(() => {
          if (check()) observer.disconnect()
        })
        observer.observe(document.body, { attributes: true, childList: true, subtree: true })
      }),
    rows,
  )
}

/** Bytes of live objects in the window. */
export async function heapUsedBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}
