/** The Electron major that the product is made for; a test compares it with package.json. */
export const pinnedElectronMajor = 45

/** True on any other runtime: one for trying and testing, where only hosts on this computer may be reached (docs/threat-model.md#trial-runtime). */
export function isTrialRuntime(electronVersion: string): boolean {
  return Number(electronVersion.split('.')[0]) !== pinnedElectronMajor
}
