import { powerMonitor, powerSaveBlocker } from 'electron'
import type { App } from '../core/app'

/** Keeps the computer awake while operations run, and notifies the app of suspend and resume if it sleeps anyway. */
export function guardAgainstSleep({ lifecycle, events }: App): void {
  let blocker: number | null = null

  function update(): void {
    const isRunning = lifecycle.isRunning()
    if (isRunning && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isRunning && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  for (const change of ['runChanged', 'binChanged', 'transfersChanged'] as const) events.on(change, update)
  powerMonitor.on('suspend', () => lifecycle.suspend())
  powerMonitor.on('resume', () => lifecycle.resume())
}
