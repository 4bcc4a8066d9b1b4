import { capture } from './run.mjs'

/** Windows and macOS always have a screen to show a window on; Linux says so in the environment. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

export function hasVirtualDisplay() {
  return process.platform === 'linux' && capture('xvfb-run', ['--help']).ok
}

/**
 * The command that runs another one on a screen of its own, so that windows neither disturb the person nor
 * depend on their screen. Systems without Xvfb use the real screen.
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function onVirtualDisplay(command, args) {
  if (!hasVirtualDisplay()) return [command, args]
  // -a: a free display number, so that two runs can go on at once. Large enough for the largest window tested. -noreset: when its
  // last window goes, an X server begins anew by itself, and turns away whoever comes at that moment.
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24 -noreset', command, ...args]]
}
