/** The Electron major version that the app ships with; a test compares it with package.json. */
export const pinnedElectronMajor = 45

/** Whether this major is older than the pinned one, so that it gets no security fixes any more. */
export function isEndOfLife(electronVersion: string): boolean {
  return Number(electronVersion.split('.')[0]) < pinnedElectronMajor
}

/** Whether this is another Electron major, which may only reach loopback hosts (docs/threat-model.md#trial-runtime). */
export function isTrialRuntime(electronVersion: string): boolean {
  return Number(electronVersion.split('.')[0]) !== pinnedElectronMajor
}
