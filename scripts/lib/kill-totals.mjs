/**
 * @typedef {{ seed: number, done: number, kinds: Record<string, { passed: number, failed: number }>, broken: string[] }} KillState
 */

/** All journeys of a report of Playwright, however deep. @returns {{ title: string, ok: boolean }[]} */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/**
 * What was reached, with one more batch of so many kills in it. Throws where the batch has others than were asked for: a
 * kill that was not made must not count as one that was survived.
 * @param {KillState} state
 * @returns {KillState}
 */
export function countKills(state, report, count) {
  const specs = specsOf(report)
  if (specs.length !== count) throw new Error(`${specs.length} kills were made, and not ${count}`)
  const kinds = { ...state.kinds }
  const broken = [...state.broken]
  for (const [at, { title, ok }] of specs.entries()) {
    const kind = /^kill \d+ (.*) \(call \d+\)/.exec(title)?.[1] ?? 'unknown'
    const { passed, failed } = kinds[kind] ?? { passed: 0, failed: 0 }
    kinds[kind] = ok ? { passed: passed + 1, failed } : { passed, failed: failed + 1 }
    if (!ok) broken.push(`${title} (from ${state.done}, ${at + 1} of the batch)`)
  }
  return { ...state, done: state.done + count, kinds, broken }
}
