import { describe, expect, it } from 'vitest'
import { FakeClock, MemoryFiles, nodeHash } from '../../testing/memory-ports'
import type { PlaceRequest } from '../../shared/place'
import { SavedPlacesStore } from './saved-places'

const project = (projectId: number, projectName = `Project ${String(projectId)}`): PlaceRequest => ({
  kind: 'project',
  projectId,
  projectName,
})

function createHarness(files = new MemoryFiles()) {
  const clock = new FakeClock()
  return { files, open: (account = 'abc') => new SavedPlacesStore({ files, hash: nodeHash, clock }, account) }
}

const names = (places: readonly { readonly place: PlaceRequest }[]) =>
  places.map(({ place }) => (place.kind === 'project' ? place.projectName : place.kind))

describe('recent places', () => {
  it('are at most twelve, newest first, each once, with the latest name', async () => {
    const { open } = createHarness()
    const places = open()
    for (let id = 1; id <= 14; id += 1) await places.addRecent(project(id))
    await places.addRecent(project(5, 'renamed'))
    const { recent } = await open().readPlaces()
    expect(names(recent)).toHaveLength(12)
    expect(names(recent).slice(0, 3)).toEqual(['renamed', 'Project 14', 'Project 13'])
  })

  it('belong to one account', async () => {
    const { open } = createHarness()
    await open('one').addRecent(project(1))
    expect((await open('other').readPlaces()).recent).toEqual([])
  })

  it('treat ids in any order as one place, and skip lists of thousands of ids', async () => {
    const places = createHarness().open()
    await places.addRecent({ kind: 'segments', scope: 'pr1', segmentIds: [1, 2] })
    await places.addRecent({ kind: 'segments', scope: 'pr1', segmentIds: [2, 1] })
    const segmentIds = Array.from({ length: 2_001 }, (_, index) => index + 1)
    await places.addRecent({ kind: 'segments', scope: 'pr1', segmentIds })
    expect((await places.readPlaces()).recent).toHaveLength(1)
  })
})

describe('pinned places', () => {
  it('stay while recent ones change, and become recent ones when they are unpinned', async () => {
    const { open } = createHarness()
    const places = open()
    await places.addRecent(project(1))
    const [first] = (await places.readPlaces()).recent
    const id = first?.id ?? ''
    await places.pinPlace(id, true)
    for (let next = 2; next < 20; next += 1) await places.addRecent(project(next))
    expect(names((await open().readPlaces()).pinned)).toEqual(['Project 1'])
    await places.pinPlace(id, false)
    const { pinned, recent } = await places.readPlaces()
    expect(pinned).toEqual([])
    expect(names(recent)[0]).toBe('Project 1')
  })

  it('are no longer listed after they are removed', async () => {
    const { open } = createHarness()
    const places = open()
    await places.addRecent(project(1))
    const id = (await places.readPlaces()).recent[0]?.id ?? ''
    await places.pinPlace(id, true)
    await places.removePlace(id)
    expect(await open().readPlaces()).toEqual({ pinned: [], recent: [] })
  })
})

it.each(['', 'no json', '{"v":2}', '{"v":1,"pinned":[],"recent":[{"id":"x"}]}'])(
  'leaves an unreadable file alone (%j), and keeps places until the app quits',
  async (content) => {
    const { files, open } = createHarness()
    const bytes = new TextEncoder().encode(content)
    await files.write('places-abc.json', bytes)
    const places = open()
    await places.addRecent(project(1))
    expect(names((await places.readPlaces()).recent)).toEqual(['Project 1'])
    const id = (await places.readPlaces()).recent[0]?.id ?? ''
    expect(await places.pinPlace(id, true)).toMatchObject({ ok: false, failure: { kind: 'storage-failed' } })
    expect(await files.read('places-abc.json')).toEqual(bytes)
  },
)
