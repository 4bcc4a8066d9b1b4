/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const switchingTests = ['src/core/connections/switching.test.ts']

/** @type {Mutation[]} */
export const switching = [
  {
    rule: 'P4 a list ignores a refresh for another account',
    file: 'src/renderer/app/subscribe-to-events.ts',
    find: 'if (refresh.accountKey === session.getState().status?.accountKey) browse.applyRefresh(refresh)',
    replace: 'browse.applyRefresh(refresh)',
    tests: ['src/renderer/app/subscribe-to-events.test.ts'],
    project: 'window',
  },
  {
    rule: 'P3 copies are downloaded through the connection of the run',
    file: 'src/core/deletion/deletions.ts',
    find: '? copies(open) :',
    replace:
      '? { ...copies(open), backUp: (...args) => copies(this.ports.connections.current() ?? open).backUp(...args) } :',
    tests: switchingTests,
  },
  {
    rule: 'P2 a conflict that a restore found on one account is not resolved on another',
    file: 'src/core/recycle-bin/copy-replacements.ts',
    find: ' || view.accountKey !== accountKeyOf(open)',
    replace: '',
    tests: switchingTests,
  },
  {
    rule: 'P6 a run keeps its session when the user leaves its connection',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (this.leases.has(previous)) this.left.add(previous)\n    else await this.signOutQuietly(previous)',
    replace: 'await this.signOutQuietly(previous)',
    tests: switchingTests,
  },
  {
    rule: 'P7 a session that was left signs out when its run ends',
    file: 'src/core/connections/live-connections.ts',
    find: 'if (live === leased && this.left.delete(live)) await this.signOutQuietly(live)',
    replace: 'if (live === leased) this.left.delete(live)',
    tests: switchingTests,
  },
  {
    rule: 'P2 read-only applies to the run of a connection that was left',
    file: 'src/core/connections/connections.ts',
    find: 'const live = this.live.all().filter((open) => accountKeyOf(open) === account)',
    replace: 'const live = this.live.all().slice(0, 1).filter((open) => accountKeyOf(open) === account)',
    tests: switchingTests,
  },
  {
    rule: 'P7 a stored key is not sent to another server or account',
    file: 'src/core/connections/key-store.ts',
    find: 'if (!isSameKeyOwner(bound.owner, owner))',
    replace: 'if (bound.owner === owner)',
    tests: ['src/core/connections/key-store.test.ts'],
  },
  {
    rule: 'P7 the key of a session is not sent to another server or account',
    file: 'src/core/connections/connection-keys.ts',
    find: 'if (sessionKey !== undefined && isSameKeyOwner(sessionKey.owner, owner))',
    replace: 'if (sessionKey !== undefined)',
    tests: ['src/core/connections/saved.test.ts'],
  },
  {
    rule: 'P7 a key without a server is used only once the user confirms the server',
    file: 'src/core/connections/connection-keys.ts',
    find: 'if (!(await this.ports.confirmOwner(owner)))',
    replace: 'if (await Promise.resolve(false))',
    tests: ['src/core/connections/saved.test.ts'],
  },
]
