import { t } from '../lib/intl'

const isMac = navigator.platform.startsWith('Mac')

/** Names of keys that stand on every keyboard as a sign, or have a name of their own on this system. */
const keySymbols: Readonly<Record<string, string>> = {
  ...{ Up: '↑', Down: '↓', Left: '←', Right: '→', Plus: '+', '-': '−' },
  ...(isMac ? { CmdOrCtrl: '⌘', Alt: '⌥', Shift: '⇧' } : {}),
}

const namedKeys = [
  'Ctrl',
  'Alt',
  'Shift',
  'Escape',
  'Space',
  'Delete',
  'Menu',
  'PageUp',
  'PageDown',
  'Home',
  'End',
] as const

function isNamedKey(key: string): key is (typeof namedKeys)[number] {
  return namedKeys.some((named) => named === key)
}

/** The keys of an accelerator, one by one, as this system calls them. */
export function keyLabels(accelerator: string): readonly string[] {
  return accelerator.split('+').map((part) => {
    const key = part === 'CmdOrCtrl' && !isMac ? 'Ctrl' : part
    return keySymbols[key] ?? (isNamedKey(key) ? t(`key.${key}`) : key)
  })
}
