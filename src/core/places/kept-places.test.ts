import { describe, expect, it } from 'vitest'
import { FakeClock, MemoryFiles, nodeHash } from '../../testing/memory-ports'
import type { PlaceRequest } from '../../shared/place'
import { AccountPlaces } from './kept-places'

const project = (projectId: number, projectName = `Project ${String(projectId)}`): PlaceRequest => ({
  ...{ kind: 'project', projectId, projectName },
})

function desk(files = new MemoryFiles()) {
  const clock = new FakeClock()
  return { files, open: (account = 'abc') => new AccountPlaces({ files, hash: nodeHash, clock }, account) }
}

const names = (places: readonly { readonly place: PlaceRequest }[]) =>
  places.map(({ place }) => (place.kind === 'project' ? place.projectName : place.kind))

describe('recent places', () => {
  it('are the newest first, each once, by the name it was opened with last, and twelve at most', async () => {
    const { open } = desk()
    const places = open()
    for (let id = 1; id <= 14; id += 1) await places.note(project(id))
    await places.note(project(5, 'renamed'))
    const { recent } = await open().read()
    expect(names(recent)).toHaveLength(12)
    expect(names(recent).slice(0, 3)).toEqual(['renamed', 'Project 14', 'Project 13'])
  })

  it('are those of the account', async () => {
    const { open } = desk()
    await open('one').note(project(1))
    expect((await open('other').read()).recent).toEqual([])
  })

  it('take ids in any order for one place, and do not keep lists of thousands', async () => {
    const places = desk().open()
    await places.note({ kind: 'segments', scope: 'pr1', segmentIds: [1, 2] })
    await places.note({ kind: 'segments', scope: 'pr1', segmentIds: [2, 1] })
    const segmentIds = Array.from({ length: 2_001 }, (_, index) => index + 1)
    await places.note({ kind: 'segments', scope: 'pr1', segmentIds })
    expect((await places.read()).recent).toHaveLength(1)
  })
})

describe('pinned places', () => {
  it('stay when recent ones come and go, and stand among these again when they are unpinned', async () => {
    const { open } = desk()
    const places = open()
    await places.note(project(1))
    const [first] = (await places.read()).recent
    const id = first?.id ?? ''
    await places.pin(id, true)
    for (let next = 2; next < 20; next += 1) await places.note(project(next))
    expect(names((await open().read()).pinned)).toEqual(['Project 1'])
    await places.pin(id, false)
    const { pinned, recent } = await places.read()
    expect(pinned).toEqual([])
    expect(names(recent)[0]).toBe('Project 1')
  })

  it('are forgotten when they are removed', async () => {
    const { open } = desk()
    const places = open()
    await places.note(project(1))
    const id = (await places.read()).recent[0]?.id ?? ''
    await places.pin(id, true)
    await places.forget(id)
    expect(await open().read()).toEqual({ pinned: [], recent: [] })
  })
})

it.each(['', 'no json', '{"v":2}', '{"v":1,"pinned":[],"recent":[{"id":"x"}]}'])(
  'leaves a file alone that it cannot read (%j), and goes on for this run',
  async (content) => {
    const { files, open } = desk()
    const bytes = new TextEncoder().encode(content)
    await files.write('places-abc.json', bytes)
    const places = open()
    await places.note(project(1))
    expect(names((await places.read()).recent)).toEqual(['Project 1'])
    const id = (await places.read()).recent[0]?.id ?? ''
    expect(await places.pin(id, true)).toMatchObject({ ok: false, failure: { kind: 'storage-failed' } })
    expect(await files.read('places-abc.json')).toEqual(bytes)
  },
)
