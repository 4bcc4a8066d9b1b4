/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const switchingTests = ['src/core/connections/switching.test.ts']

/** @type {Mutation[]} */
export const switching = [
  {
    rule: 'P4 a list takes no refresh of another account',
    file: 'src/renderer/app/subscribe-to-events.ts',
    find: 'if (refresh.accountKey === session.getState().status?.accountKey) browse.applyRefresh(refresh)',
    replace: 'browse.applyRefresh(refresh)',
    tests: ['src/renderer/app/subscribe-to-events.test.ts'],
    project: 'window',
  },
  {
    rule: 'P3 copies are taken where the job runs',
    file: 'src/core/deletion/deletions.ts',
    find: '? copies(open) :',
    replace:
      '? { ...copies(open), addPlan: (...asked) => copies(this.ports.connection() ?? open).addPlan(...asked) } :',
    tests: switchingTests,
  },
  {
    rule: 'P2 what a restore found in its way on one account is in nobody’s way on another',
    file: 'src/core/recycle-bin/replacements.ts',
    find: ' || view.accountKey !== accountKeyOf(open)',
    replace: '',
    tests: switchingTests,
  },
  {
    rule: 'P6 a job keeps its session when its connection is left',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (this.leases.has(previous)) this.left.add(previous)\n    else await signOutQuietly(previous)',
    replace: 'await signOutQuietly(previous)',
    tests: switchingTests,
  },
  {
    rule: 'P7 and gives its token back at the end',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (live === leased && this.left.delete(live)) await signOutQuietly(live)',
    replace: 'if (live === leased) this.left.delete(live)',
    tests: switchingTests,
  },
  {
    rule: 'P2 read-only reaches the job of a connection that was left',
    file: 'src/core/connections/connections.ts',
    find: 'const live = this.live.all().filter((open) => accountKeyOf(open) === account)',
    replace: 'const live = this.live.all().slice(0, 1).filter((open) => accountKeyOf(open) === account)',
    tests: switchingTests,
  },
]
