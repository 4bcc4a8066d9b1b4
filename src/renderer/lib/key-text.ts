import { t } from './intl'

const named = {
  Ctrl: 'key.control',
  Shift: 'key.shift',
  Alt: 'key.alt',
  Space: 'key.space',
  Esc: 'key.escape',
  Delete: 'key.delete',
} as const

const isNamed = (key: string): key is keyof typeof named => Object.hasOwn(named, key)

/** What stands on a key: letters and signs are the same on all keyboards, words are not. */
export function keyText(key: string): string {
  return isNamed(key) ? t(named[key]) : key
}
