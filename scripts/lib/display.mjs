import { capture } from './run.mjs'

/** Windows and macOS always have a display; on Linux the environment names it. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

export function hasVirtualDisplay() {
  return process.platform === 'linux' && capture('xvfb-run', ['--help']).ok
}

/**
 * The command that runs another command on a virtual display, so that windows neither disturb the user nor depend on their
 * screen. Without Xvfb the command runs on the real display.
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function onVirtualDisplay(command, args) {
  if (!hasVirtualDisplay()) return [command, args]
  // -a: picks a free display number, so that two runs can work in parallel. The screen fits the largest window tested.
  // -noreset: an X server otherwise resets when its last window closes, and refuses connections at that moment.
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24 -noreset', command, ...args]]
}
