/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const removal = 'src/core/accounts/account-removal.ts'
const partTests = ['src/core/accounts/account-removal.test.ts']
const storeTests = ['src/main/account-data.test.ts']

/** @type {Mutation[]} */
export const accounts = [
  {
    rule: 'P3 forgetting an account keeps its copies unless the user agreed to delete them',
    file: removal,
    find: "part !== 'copies' || options.copyIds !== null",
    replace: 'true',
    tests: partTests,
  },
  {
    rule: 'P7 what is left of a forgotten account is reported',
    file: removal,
    find: '!isRemoved || left?.items !== 0',
    replace: '!isRemoved',
    tests: partTests,
  },
  {
    rule: 'P5 forgetting an account keeps transfers that wait',
    file: 'src/core/transfers/transfers.ts',
    find: 'const ended = this.ofAccount(account).filter((record) => this.isOver(record))',
    replace: 'const ended = this.ofAccount(account)',
    tests: storeTests,
  },
  {
    rule: 'P7 forgetting an account keeps the transfers of others in the log',
    file: 'src/core/transfers/transfer-log.ts',
    find: "entry.t === 'begin' && accountKey(entry.head) === account && !kept",
    replace: "entry.t === 'begin' && !kept",
    tests: storeTests,
  },
  {
    rule: 'P7 nothing of a forgotten account is left in the log of the recycle bin',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: 'await log.removeEntries(({ id }) => gone.has(id))',
    replace: 'await log.append()',
    tests: storeTests,
  },
]
