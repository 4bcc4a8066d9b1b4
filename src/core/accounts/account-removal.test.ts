import { describe, expect, it } from 'vitest'
import { accountParts, type AccountPart, type UnfinishedCount } from '../../shared/account-data'
import { AccountRemoval, type AccountHolder, type AccountHolders } from './account-removal'

interface Fault {
  /** Removes nothing and rejects, or resolves all the same. */
  readonly part: AccountPart
  readonly how: 'rejects' | 'resolves' | 'cannot-be-measured'
}

/** One holder for each part, with one item of each account. */
function harnessWith(fault?: Fault, unfinished: readonly UnfinishedCount[] = []) {
  const held = new Map(accountParts.map((part) => [part, new Set(['one', 'other'])]))
  const calls: string[] = []
  const holderOf = (part: AccountPart): AccountHolder => ({
    measureAccount: (account) =>
      fault?.part === part && fault.how === 'cannot-be-measured'
        ? Promise.reject(new Error('unreadable'))
        : Promise.resolve({ items: Number(held.get(part)?.has(account)), bytes: null }),
    forgetAccount: (account) => {
      calls.push(part)
      if (fault?.part === part && fault.how === 'rejects') return Promise.reject(new Error('EIO'))
      if (fault?.part !== part) held.get(part)?.delete(account)
      return Promise.resolve()
    },
  })
  const holders = Object.fromEntries(accountParts.map((part) => [part, holderOf(part)])) as AccountHolders
  const removal = new AccountRemoval({
    holders,
    unfinished: () => Promise.resolve(unfinished),
    locks: () => 2,
    countUnreadable: () => Promise.resolve(3),
    removeLeftovers: () => Promise.reject(new Error('EIO')),
  })
  const left = (account: string) => accountParts.filter((part) => held.get(part)?.has(account))
  return { removal, calls, left }
}

describe('the removal of an account', () => {
  it('calls each part in order, and leaves copies and other accounts', async () => {
    const { removal, calls, left } = harnessWith()
    expect(await removal.removeAll('one', { copyIds: null })).toEqual({ notRemoved: [] })
    expect(calls).toEqual(accountParts.filter((part) => part !== 'copies'))
    expect(left('one')).toEqual(['copies'])
    expect(left('other')).toEqual(accountParts)
    expect(await removal.removeAll('one', { copyIds: ['a'] })).toEqual({ notRemoved: [] })
    expect(left('one')).toEqual([])
  })

  it.each(['rejects', 'resolves', 'cannot-be-measured'] as const)(
    'reports a part that %s without being removed, and removes all others',
    async (how) => {
      for (const part of accountParts) {
        const { removal, left } = harnessWith({ part, how })
        expect(await removal.removeAll('one', { copyIds: [] })).toEqual({ notRemoved: [part] })
        expect(left('one')).toEqual([part])
      }
    },
  )

  it('measures what it would remove and what stays', async () => {
    const unfinished = [{ work: 'restore', count: 1 }] as const
    const { removal } = harnessWith({ part: 'places', how: 'cannot-be-measured' }, unfinished)
    const data = await removal.measure('one')
    expect(data.holdings.map(({ part }) => part)).toEqual(accountParts)
    expect(data.holdings.filter(({ size }) => size === null).map(({ part }) => part)).toEqual(['places'])
    expect([data.unfinished, data.locks, data.unreadable]).toEqual([unfinished, 2, 3])
    expect(await removal.isUnfinished('one')).toBe(true)
    expect(await harnessWith().removal.isUnfinished('one')).toBe(false)
  })
})
