import { describe, expect, it } from 'vitest'
import type { AssetContext } from './asset'
import { isJobContext, isSameContext, projectContext, uploadContextOf } from './asset-context'

const project: AssetContext = { family: 'classic', scope: 'pr7214' }
const job: AssetContext = { family: 'classic', scope: 'jbs773' }
const flex: AssetContext = { family: 'flex', documentId: '7214' }

describe('the context of an asset', () => {
  it('is that of a project by its scope', () => {
    expect(projectContext(7214)).toEqual(project)
    expect([project, job, { ...job, scope: 'jbc2002' } as const, flex].map(isJobContext)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('of an upload is the project for a job, and otherwise the same', () => {
    expect(uploadContextOf(job, 7214)).toEqual(project)
    expect(uploadContextOf(job, null)).toBeNull()
    expect(uploadContextOf(project, null)).toBe(project)
    expect(uploadContextOf(flex, 1)).toBe(flex)
  })

  it('is the same only in the same family', () => {
    expect(isSameContext(project, projectContext(7214))).toBe(true)
    expect(isSameContext(flex, { ...flex })).toBe(true)
    expect(isSameContext(project, job)).toBe(false)
    expect(isSameContext({ family: 'classic', scope: '7214' }, flex)).toBe(false)
    expect(isSameContext(flex, { family: 'classic', scope: '7214' })).toBe(false)
  })
})
