import { StopError } from './log.mjs'

const floor = { major: 20, minor: 19 }

/** @param {string} version such as `20.19.1` */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > floor.major || (major === floor.major && minor >= floor.minor)
}

export function checkNodeVersion() {
  const version = process.versions.node
  if (nodeIsNewEnough(version)) return
  throw new StopError(
    `Node ${version} is too old: Refshelf needs Node ${floor.major}.${floor.minor} or newer. Install it, then run this again.`,
  )
}
