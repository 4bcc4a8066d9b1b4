import type { OpenConnection } from './connections/open-connection'

/** A part of the app, and the changes that it must know. All hooks are optional; there is no other list of subsystems. */
export interface Subsystem {
  readonly name: string
  /** Loads the state of earlier runs, before anything is shown. */
  load?(): Promise<void> | void
  /** Another connection was opened, or none is open. */
  onConnectionChanged?(open: OpenConnection | null): void
  onSettingsChanged?(): void
  /** The page was loaded, possibly after a crash or a reload: what the previous page had begun is over. */
  pageLoaded?(): void
  /** The computer is about to sleep. */
  suspend?(): void
  resume?(): void
  /** Whether work is running that the computer's sleep would disturb. */
  isRunning?(): boolean
  /** The user signs out of this connection: its work stops. */
  signOut?(open: OpenConnection): Promise<void> | void
  /** The server of this account was reset: what was cached of it is outdated. */
  dropCached?(account: string): Promise<void> | void
  /** The app is about to quit: stops running operations, and settles when what is in flight is reported. */
  finish?(): Promise<void> | void
  /** Writes what must be saved, and releases what is held. No operation is running any more. */
  close?(): Promise<void> | void
}

/** Notifies all subsystems of each step in the life of the app, in the order of the list. */
export class Lifecycle {
  constructor(
    readonly subsystems: readonly Subsystem[],
    private readonly onError: (what: string, error: unknown) => void,
  ) {}

  /** One after the other. A subsystem that cannot be loaded does not keep the app from starting. */
  async load(): Promise<void> {
    for (const subsystem of this.subsystems) {
      try {
        await subsystem.load?.()
      } catch (error) {
        this.onError(`${subsystem.name} not loaded`, error)
      }
    }
  }

  connectionChanged(open: OpenConnection | null): void {
    for (const subsystem of this.subsystems) subsystem.onConnectionChanged?.(open)
  }

  settingsChanged(): void {
    for (const subsystem of this.subsystems) subsystem.onSettingsChanged?.()
  }

  pageLoaded(): void {
    for (const subsystem of this.subsystems) subsystem.pageLoaded?.()
  }

  suspend(): void {
    for (const subsystem of this.subsystems) subsystem.suspend?.()
  }

  resume(): void {
    for (const subsystem of this.subsystems) subsystem.resume?.()
  }

  isRunning(): boolean {
    return this.subsystems.some((subsystem) => subsystem.isRunning?.() === true)
  }

  /** All at once, so that a slow one delays no other. */
  async signOut(open: OpenConnection): Promise<void> {
    await Promise.all(this.subsystems.map(async (subsystem) => subsystem.signOut?.(open)))
  }

  /** One after the other. What cannot be dropped does not keep the rest. */
  async dropCached(account: string): Promise<void> {
    for (const subsystem of this.subsystems) {
      try {
        await subsystem.dropCached?.(account)
      } catch (error) {
        this.onError(`${subsystem.name} not dropped`, error)
      }
    }
  }

  async finish(): Promise<void> {
    await Promise.all(this.subsystems.map(async (subsystem) => subsystem.finish?.()))
  }

  async close(): Promise<void> {
    await Promise.all(this.subsystems.map(async (subsystem) => subsystem.close?.()))
  }
}
