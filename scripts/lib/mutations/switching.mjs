/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const SWITCHING_TESTS = ['src/core/connections/switching.test.ts']

/** @type {Mutation[]} */
export const switching = [
  {
    rule: 'P4 a list takes no refresh of another account',
    file: 'src/renderer/app/events.ts',
    find: 'if (refresh.accountKey === session.getState().status?.accountKey) browse.takeRefresh(refresh)',
    replace: 'browse.takeRefresh(refresh)',
    tests: ['src/renderer/app/events.test.ts'],
    project: 'window',
  },
  {
    rule: 'P3 copies are taken where the job runs',
    file: 'src/core/deletion/deletions.ts',
    find: '? copies(open) :',
    replace:
      '? { ...copies(open), keep: (...asked) => copies(this.ports.connection() ?? open).keep(...asked) } :',
    tests: SWITCHING_TESTS,
  },
  {
    rule: 'P2 what a restore found in its way on one account is in nobody’s way on another',
    file: 'src/core/recycle-bin/replacements.ts',
    find: ' || view.accountKey !== accountKeyOf(open)',
    replace: '',
    tests: SWITCHING_TESTS,
  },
  {
    rule: 'P6 a job keeps its session when its connection is left',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (this.holds.has(previous)) this.left.add(previous)\n    else await giveBack(previous)',
    replace: 'await giveBack(previous)',
    tests: SWITCHING_TESTS,
  },
  {
    rule: 'P7 and gives its token back at the end',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (each === held && this.left.delete(each)) await giveBack(each)',
    replace: 'if (each === held) this.left.delete(each)',
    tests: SWITCHING_TESTS,
  },
  {
    rule: 'P2 read-only reaches the job of a connection that was left',
    file: 'src/core/connections/connections.ts',
    find: 'const live = this.live.all().filter((each) => accountKeyOf(each) === account)',
    replace: 'const live = this.live.all().slice(0, 1).filter((each) => accountKeyOf(each) === account)',
    tests: SWITCHING_TESTS,
  },
]
