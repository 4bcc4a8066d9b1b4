import { StopError } from './log.mjs'

const minimum = { major: 20, minor: 19 }

/** @param {string} version such as `20.19.1` */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > minimum.major || (major === minimum.major && minor >= minimum.minor)
}

export function checkNodeVersion() {
  const version = process.versions.node
  if (nodeIsNewEnough(version)) return
  throw new StopError(
    `Node ${version} is too old. Install Node ${minimum.major}.${minimum.minor} or newer, then run this again.`,
  )
}
