import { t } from '../lib/intl'

const isMac = navigator.platform.startsWith('Mac')

/** Symbols of keys that need no translation, and of the modifier keys on macOS. */
const keySymbols: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Enter: '↵',
  Plus: '+',
  '-': '−',
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

/** Labels of an accelerator's keys, as this operating system names them. */
export function keyLabels(accelerator: string): readonly string[] {
  return accelerator.split('+').map((part) => {
    const key = part === 'CmdOrCtrl' && !isMac ? 'Ctrl' : part
    return keySymbols[key] ?? (isNamedKey(key) ? t(`key.${key}`) : key)
  })
}
