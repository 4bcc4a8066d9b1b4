import { describe, expect, it } from 'vitest'
import type { Asset, AssetContext } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { JobProjects } from './job-projects'

const account = 'acme'
const job = { family: 'classic', scope: 'jbs773' } as const
const project = { family: 'classic', scope: 'pr7214' } as const

function file(context: AssetContext, projectId: number | null): Asset {
  const identity = { context, segmentId: 5, locale: 'de', relativePath: '', name: 'a.png' }
  const facts = { size: 1, contentType: '', createdDate: null, modifiedDate: null, documentId: null }
  return { ...identity, ...facts, projectId, key: assetKey(identity) }
}

describe('the project of a job', () => {
  it('is the one that its files name, for one account only', () => {
    const projects = new JobProjects()
    projects.recordAssets(account, [file(job, 7214), file(job, 7214)])
    expect([projects.findProject(account, job), projects.findProject('other', job)]).toEqual([7214, null])
  })

  it.each([
    ['no project', [file(job, null)]],
    ['several', [file(job, 7214), file(job, 7215)]],
    ['one for some of them only', [file(job, 7214), file(job, null)]],
    ['nothing because there are no files', []],
  ])('is unknown if the files name %s', (_case, files) => {
    const projects = new JobProjects()
    projects.recordAssets(account, files)
    expect(projects.findProject(account, job)).toBeNull()
  })

  it('passes a listing of the project on to the job, with the keys of the job', () => {
    const projects = new JobProjects()
    projects.recordAssets(account, [file(job, 7214)])
    const refresh = { accountKey: account, context: project, segmentIds: [5], assets: [file(project, 7214)] }
    expect(projects.expandRefresh(refresh)).toEqual([
      refresh,
      { ...refresh, context: job, assets: [file(job, 7214)] },
    ])
    expect(projects.expandRefresh({ ...refresh, accountKey: 'other' })).toHaveLength(1)
    expect(projects.expandRefresh({ ...refresh, context: job })).toHaveLength(1)
  })

  it('forgets the oldest jobs if there are many', () => {
    const projects = new JobProjects()
    for (let id = 0; id <= 500; id += 1)
      projects.recordAssets(account, [file({ family: 'classic', scope: `jbs${String(id)}` }, 7214)])
    expect(projects.findProject(account, { family: 'classic', scope: 'jbs0' })).toBeNull()
    expect(projects.findProject(account, { family: 'classic', scope: 'jbs500' })).toBe(7214)
  })
})
