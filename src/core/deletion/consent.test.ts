import { describe, expect, it } from 'vitest'
import type { DeletionQuestion } from '../../shared/deletion'
import { refuseWithoutConsent } from './consent'

function question(facts: Partial<DeletionQuestion>): DeletionQuestion {
  return {
    planId: 'p',
    files: [],
    bytes: 0,
    atRisk: [],
    kind: 'server',
    calls: 1,
    seconds: 1,
    waitMs: 0,
    filesThisHour: 0,
    copiesExpireAt: 0,
    countToType: null,
    keepsCopies: true,
    copySpace: 'fits',
    accountKey: '["s","a"]',
    connectionName: 'n',
    connectionColor: 'blue',
    host: 'h',
    accountId: 'a',
    ...facts,
  }
}

describe('a plan', () => {
  it.each(['', '29', '31', '30x'])('of 30 files does not start with the number %j', async (typedCount) => {
    const consent = { typedCount, confirmWithoutCopies: () => Promise.resolve(true) }
    expect(await refuseWithoutConsent(question({ countToType: 30 }), consent)).toMatchObject({
      failure: { kind: 'request-invalid' },
    })
  })

  it('without copies starts only if the user agrees outside the window', async () => {
    const asked: string[] = []
    const consent = (answer: boolean) => ({
      typedCount: '',
      confirmWithoutCopies: ({ planId }: DeletionQuestion) => {
        asked.push(planId)
        return Promise.resolve(answer)
      },
    })
    const withoutCopies = question({ keepsCopies: false })
    expect(await refuseWithoutConsent(withoutCopies, consent(false))).toMatchObject({
      failure: { kind: 'stopped' },
    })
    expect(await refuseWithoutConsent(withoutCopies, consent(true))).toBeNull()
    expect(asked).toEqual(['p', 'p'])
  })

  it('with copies and the right number starts without another question', async () => {
    const consent = {
      typedCount: '30',
      confirmWithoutCopies: () => Promise.reject(new Error('must not be asked')),
    }
    expect(await refuseWithoutConsent(question({ countToType: 30 }), consent)).toBeNull()
  })
})
