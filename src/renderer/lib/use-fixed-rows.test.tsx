import { act, cleanup, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useFixedRows } from './use-fixed-rows'

const rowHeight = 20
const headerHeight = 30

let reveal: (index: number) => void = () => undefined

function List({ count, pinned = -1 }: { readonly count: number; readonly pinned?: number }) {
  const scrollRef = useRef<HTMLDivElement>(null)
  const rows = useFixedRows({
    count,
    scrollRef,
    rowHeight,
    topOffset: headerHeight,
    pinnedIndex: pinned,
  })
  return (
    <div ref={scrollRef} role="group" data-height={rows.height}>
      <button type="button" onClick={() => (reveal = rows.reveal)} />
      {rows.items.map(({ index, top }) => (
        <p key={index} data-top={top}>
          {index}
        </p>
      ))}
    </div>
  )
}

const shown = (): number[] => screen.queryAllByRole('paragraph').map(({ textContent }) => Number(textContent))
const list = (): HTMLElement => screen.getByRole('group')

function scrollTo(top: number): void {
  act(() => {
    list().scrollTop = top
    list().dispatchEvent(new Event('scroll'))
  })
}

describe('a list of rows of one height', () => {
  // The test DOM has no layout.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(230)
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  it('renders the rows in view and some around them, each at its place', () => {
    render(<List count={10_000} />)
    expect(list().dataset['height']).toBe('200000')
    expect(shown()[0]).toBe(0)
    expect(shown().length).toBeLessThan(60)
    scrollTo(100_000)
    expect(shown()).toContain(5_000)
    expect(shown()).toContain(5_011)
    expect(shown().length).toBeLessThan(60)
    expect(screen.getByText('5000').dataset['top']).toBe('100000')
  })

  it('keeps the pinned row on either side of the view', () => {
    const { rerender } = render(<List count={10_000} pinned={9_000} />)
    expect(shown().at(-1)).toBe(9_000)
    scrollTo(199_000)
    rerender(<List count={10_000} pinned={3} />)
    expect(shown()[0]).toBe(3)
    rerender(<List count={10_000} pinned={10_000} />)
    expect(shown()).not.toContain(10_000)
  })

  it('scrolls just far enough to show a row below the header or above the end', () => {
    render(<List count={10_000} />)
    screen.getByRole('button').click()
    reveal(100)
    expect(list().scrollTop).toBe(101 * rowHeight - (230 - headerHeight))
    reveal(95)
    expect(list().scrollTop).toBe(101 * rowHeight - (230 - headerHeight))
    reveal(50)
    expect(list().scrollTop).toBe(50 * rowHeight)
  })

  it('renders nothing of an empty list', () => {
    render(<List count={0} pinned={0} />)
    expect(shown()).toEqual([])
    expect(list().dataset['height']).toBe('0')
  })
})
