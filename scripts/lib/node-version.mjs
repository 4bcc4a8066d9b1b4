import { StopError } from './say.mjs'

const FLOOR = [20, 19]

/** @param {string} version such as `20.19.1` */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])
}

export function checkNodeVersion() {
  const version = process.versions.node
  if (nodeIsNewEnough(version)) return
  throw new StopError(
    `Node ${version} is too old: Refshelf needs Node ${FLOOR.join('.')} or newer. Install it, then run this again.`,
  )
}
