import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../shared/result'
import { fakeWindowApi } from '../../../testing/window-api'
import { createPlacesStore } from './places-store'
import { ProjectsPanel } from './projects-panel'

describe('the saved places', () => {
  afterEach(cleanup)

  it('show an alert if a pin could not be saved, until it is dismissed', async () => {
    const store = createPlacesStore(
      fakeWindowApi({ pinPlace: () => Promise.resolve(fail({ kind: 'storage-failed', retry: 'now' })) }),
    )
    const place = { kind: 'segments', scope: 'pr7214', segmentIds: [1] } as const
    store.applySavedPlaces({ pinned: [], recent: [{ id: 'p1', place, openedAt: 1 }] })
    await store.showTab('kept')
    render(<ProjectsPanel store={store} openPlace={null} onOpen={() => undefined} />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: /^Pin / }))
    expect(screen.getByRole('alert').textContent).toContain('disk')
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
