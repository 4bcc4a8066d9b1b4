/**
 * @typedef {{ passed: number, failed: number }} KindTotals
 * @typedef {{ seed: number, done: number, kinds: Record<string, KindTotals>, broken: string[] }} KillState
 */

/** All tests of a Playwright report, at any depth. @returns {{ title: string, ok: boolean }[]} */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/**
 * Adds a batch of `count` kills to the totals. Throws if the batch has another number of tests, because a kill that did not
 * happen must not count as passed.
 * @param {KillState} state
 * @returns {KillState}
 */
export function countKills(state, report, count) {
  const specs = specsOf(report)
  if (specs.length !== count) throw new Error(`the batch has ${specs.length} kills, not ${count}`)
  const kinds = { ...state.kinds }
  const broken = [...state.broken]
  for (const [index, { title, ok }] of specs.entries()) {
    const kind = /^kill \d+ (.*) \(call \d+\)/.exec(title)?.[1] ?? 'unknown'
    const { passed, failed } = kinds[kind] ?? { passed: 0, failed: 0 }
    kinds[kind] = ok ? { passed: passed + 1, failed } : { passed, failed: failed + 1 }
    if (!ok) broken.push(`${title} (from ${state.done}, ${index + 1} of the batch)`)
  }
  return { ...state, done: state.done + count, kinds, broken }
}
