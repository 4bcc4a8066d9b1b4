import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { BudgetStatus } from '../../../shared/budget'
import type { Connection, SavedConnection } from '../../../shared/connection'
import type { FailureKind } from '../../../shared/failure'
import { fail, succeed } from '../../../shared/result'
import { defaultSettings, type Settings, type SettingsPatch } from '../../../shared/settings'
import { respondDone, fakeWindowApi } from '../../../testing/window-api'
import { SettingsScreen } from './settings-screen'
import { createSettingsStore } from './settings-store'

const saved: SavedConnection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  serverUrl: 'https://platform.example',
  accountId: 'acme',
  readOnly: true,
  opensAtStart: false,
  key: 'saved-securely',
}
const demo: Connection = {
  id: 'demo',
  name: 'Demo workspace',
  color: 'green',
  kind: 'demo',
  host: 'demo',
  accountId: 'demo',
  readOnly: false,
  key: 'session-only',
}
const budget: BudgetStatus = {
  used: 3,
  allowance: 1_000,
  usedByOthers: 12,
  reportedAllowance: 500,
  waitingUntil: null,
  quotaFreeAt: null,
  isPersisted: true,
  byPurpose: [],
}

const language = { shown: 'en', system: 'de', isForced: false } as const

interface ShowOptions {
  readonly settings?: Partial<Settings>
  readonly isReadable?: boolean
  readonly refusal?: FailureKind
  /** The user's answer to main's question. */
  readonly agrees?: boolean
}

async function show({ settings = {}, isReadable = true, refusal, agrees = true }: ShowOptions = {}) {
  let current: Settings = { ...defaultSettings, ...settings }
  const api = fakeWindowApi({
    readSettings: () => Promise.resolve(succeed({ settings: current, isReadable, language })),
    changeSettings: (patch: SettingsPatch) => {
      if (refusal !== undefined) return Promise.resolve(fail({ kind: refusal, retry: 'now' }))
      current = { ...current, ...patch }
      return Promise.resolve(succeed({ settings: current, isReadable, language }))
    },
    setReadOnly: () => Promise.resolve(succeed(agrees)),
    editConnection: respondDone,
    readPreviewCache: () => Promise.resolve(succeed({ files: 34, bytes: 12_300_000 })),
    clearPreviewCache: () => Promise.resolve(succeed({ files: 0, bytes: 0 })),
  })
  const store = createSettingsStore(api)
  await store.loadSettings()
  const edited: string[] = []
  const onEdit = (id: string) => edited.push(id)
  render(
    <SettingsScreen
      store={store}
      saved={[saved]}
      connection={demo}
      budget={budget}
      onEdit={onEdit}
      locks={null}
    />,
  )
  const changes = () => api.calls.filter(({ name }) => !name.startsWith('read')).map(({ input }) => input)
  return { changes, edited, user: userEvent.setup() }
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

describe('the settings screen', () => {
  afterEach(cleanup)

  it('offers editing for saved connections only', async () => {
    const { edited, user } = await show()
    expect(screen.queryByRole('button', { name: 'Edit Demo workspace' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Edit Production' }))
    expect(edited).toEqual(['c1'])
  })

  it('saves a number on blur, not while it is typed', async () => {
    const { changes, user } = await show()
    await user.clear(field('Days to keep a copy'))
    await user.type(field('Days to keep a copy'), '7')
    expect(changes()).toEqual([])
    await user.tab()
    expect(changes()).toEqual([{ binDays: 7 }])
    expect(await screen.findByText('Saved')).toBeDefined()
  })

  it('saves once on Enter', async () => {
    const { changes, user } = await show()
    await user.clear(field('Maximum files per deletion'))
    await user.type(field('Maximum files per deletion'), '1,500{Enter}')
    await user.tab()
    expect(changes()).toEqual([{ maxFilesPerJob: 1_500 }])
  })

  it('explains an invalid number, keeps it in the field, and saves nothing', async () => {
    const { changes, user } = await show()
    const atOnce = field('Files deleted at once')
    await user.clear(atOnce)
    await user.type(atOnce, '9')
    await user.tab()
    expect(screen.getByText('Enter a whole number from 1 to 8.')).toBeDefined()
    expect(atOnce.getAttribute('aria-invalid')).toBe('true')
    expect(atOnce.value).toBe('9')
    expect(changes()).toEqual([])
    await user.type(atOnce, '{Escape}')
    expect(atOnce.value).toBe('4')
  })

  it('reads a size in the selected unit', async () => {
    const { changes, user } = await show()
    await user.clear(field('Space for copies'))
    await user.type(field('Space for copies'), '500')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Unit of Space for copies' }), 'MiB')
    await user.tab()
    expect(changes()).toEqual([{ binBytes: 500 * 1024 ** 2 }])
  })

  it('saves nothing when nothing changed', async () => {
    const { changes, user } = await show()
    for (let step = 0; step < 14; step += 1) await user.tab()
    expect(changes()).toEqual([])
  })

  it('announces an error and shows the saved value', async () => {
    const { user } = await show({ refusal: 'storage-failed' })
    await user.click(screen.getByRole('checkbox', { name: /^Keep a copy/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('could not be saved')
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Keep a copy/ }).checked).toBe(true)
  })

  it('disables the fields and says so when the settings cannot be read', async () => {
    await show({ isReadable: false })
    expect(screen.getByText(/settings\.json cannot be read/)).toBeDefined()
    for (const box of screen.getAllByRole<HTMLInputElement>('textbox')) expect(box.disabled).toBe(true)
  })

  it('resets a section to its defaults, and offers that only if a setting differs', async () => {
    const { changes, user } = await show({ settings: { deletesInFlight: 8 } })
    expect(screen.getAllByRole('button', { name: /^Reset/ })).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Reset Deleting to defaults' }))
    const { deletesInFlight, maxFilesPerJob, maxBytesPerJob } = defaultSettings
    expect(changes()).toEqual([{ deletesInFlight, maxFilesPerJob, maxBytesPerJob }])
  })

  it('shows the allowance that the server reported, and applies it only on request', async () => {
    const { changes, user } = await show()
    expect(screen.getByText(/Others made at least 12 calls/)).toBeDefined()
    expect(changes()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Use 500' }))
    expect(changes()).toEqual([{ hourlyAllowance: 500 }])
  })

  it('makes a connection read-only, and asks main to allow changes again', async () => {
    const { changes, user } = await show()
    await user.click(screen.getByRole('checkbox', { name: 'Read-only for Demo workspace' }))
    expect(changes()).toEqual([{ id: 'demo', readOnly: true }])
    await user.click(screen.getByRole('checkbox', { name: 'Read-only for Production' }))
    expect(changes().at(-1)).toEqual({ id: 'c1', readOnly: false })
  })

  it('does not say "Saved" after the user has declined to allow changes', async () => {
    const { changes, user } = await show({ agrees: false })
    await user.click(screen.getByRole('checkbox', { name: 'Read-only for Production' }))
    expect(changes()).toEqual([{ id: 'c1', readOnly: false }])
    expect(screen.queryByText('Saved')).toBeNull()
  })

  it('shows the size of the preview cache, and clears it', async () => {
    const { user } = await show()
    expect(await screen.findByText('34 files cached, 12.3 MB')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear previews' }))
    expect(await screen.findByText('Nothing is cached.')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Clear previews' })).toHaveProperty('disabled', true)
  })

  it('sets a connection to open at start without changing its name or colour', async () => {
    const { changes, user } = await show()
    await user.click(screen.getByRole('checkbox', { name: /^Open when the app starts.*Production/ }))
    const edit = { id: 'c1', name: 'Production', color: 'orange', opensAtStart: true }
    expect(changes()).toEqual([edit])
  })
})
