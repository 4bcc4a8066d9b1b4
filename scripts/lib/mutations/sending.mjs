/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const freshTests = ['src/core/deletion/resend.test.ts', 'src/core/deletion/last-check.test.ts']
const deletionRun = 'src/core/deletion/deletion-run.ts'
const runTests = ['src/core/deletion/deletion-run.test.ts']
const atRiskTests = ['src/core/deletion/at-risk.test.ts']

const keptTests = ['src/main/adapters/kept-http-port.test.ts']
const deleteTests = ['src/core/wordbee/delete-asset.test.ts']

/** @type {Mutation[]} */
export const oneDoor = [
  {
    rule: 'P1 a blank name is not a valid target',
    file: 'src/core/assets/delete-target.ts',
    find: 'parts.every((part) => !isBlank(part) && isSafePart(part))',
    replace: 'parts.every(isSafePart)',
    tests: deleteTests,
  },
  {
    rule: 'P1 a name that is missing at runtime is not a valid target',
    file: 'src/core/assets/delete-target.ts',
    find: 'isText(identity.name) &&',
    replace: '',
    tests: deleteTests,
  },
  {
    rule: 'P1 a missing value is not sent as a word',
    file: 'src/core/wordbee/asset-url.ts',
    find: "if (typeof value !== 'string') throw new TypeError('a query value is missing')",
    replace: '',
    tests: deleteTests,
  },
  {
    rule: 'P1 a path in a name is refused together with a folder',
    file: 'src/core/assets/delete-target.ts',
    find: "if (parts.length > 1 && folder !== '') return false",
    replace: '',
    tests: deleteTests,
  },
  {
    rule: 'P1 each part of a path in a name is checked',
    file: 'src/core/assets/delete-target.ts',
    find: 'const parts = splitPath(name)',
    replace: 'const parts = [name]',
    tests: deleteTests,
  },
  {
    rule: 'P1 a path with a drive is refused',
    file: 'src/core/assets/delete-target.ts',
    find: ' && !startsWithDrive(parts)',
    replace: '',
    tests: deleteTests,
  },
  {
    rule: 'P3 a path in a name puts the namesake at the root at risk',
    file: 'src/core/deletion/at-risk.ts',
    find: 'atRoot === null ? [] : findAt(atRoot)',
    replace: 'atRoot === null ? [] : []',
    tests: atRiskTests,
  },
  {
    rule: 'P1 the client has no general request function',
    file: 'src/core/wordbee/client.ts',
    find: 'countListings,\n    download:',
    replace: 'countListings,\n    ...{ request: exchange },\n    download:',
    tests: ['src/core/wordbee/one-door.test.ts'],
  },
  {
    rule: 'P1 the finished URL is parsed back and compared',
    file: 'src/core/wordbee/delete-asset.ts',
    find: 'const parsed = new URL(url)',
    replace: 'if (root) return true\n  const parsed = new URL(url)',
    tests: ['src/core/wordbee/delete-asset.test.ts'],
  },
  {
    rule: 'P1 no DELETE is sent without a permit for its URL',
    file: 'src/core/wordbee/exchange.ts',
    find: "if (call.method === 'DELETE' && !isPermitted(call.permit, call.url)) {",
    replace: "if (call.url === '' && !isPermitted(call.permit, call.url)) {",
    tests: ['src/core/wordbee/one-door.test.ts'],
  },
  {
    rule: 'P1 the test server detects a DELETE without a name',
    file: 'src/demo-server/tripwire.ts',
    find: "if (filename === null || filename.trim() === '') return true",
    replace: '',
    tests: ['src/demo-server'],
  },
  {
    rule: 'P1 the network stack must not repeat a DELETE',
    file: 'src/core/wordbee/delete-asset.ts',
    find: 'once: true,',
    replace: 'once: false,',
    tests: ['src/core/wordbee/one-door.test.ts'],
  },
  {
    rule: 'P1 a DELETE whose kept connection drops is not sent again',
    file: 'src/main/adapters/kept-http-port.ts',
    find: 'if (error instanceof ConnectionGoneError) return chromium.send(request)',
    replace: 'return chromium.send(request)',
    tests: keptTests,
  },
  {
    rule: 'P1 a connection is reused only if the server keeps connections',
    file: 'src/main/adapters/connection-pool.ts',
    find: 'if (!isOpen(connection)) return\n      origin.keepsConnections = true',
    replace: 'origin.keepsConnections = true',
    tests: keptTests,
  },
  {
    rule: 'P7 nothing is sent to a certificate that Chromium has not accepted',
    file: 'src/main/adapters/kept-connection.ts',
    find: 'end(!isSecure || isAccepted(host, certificateOf(socket as TLSSocket)))',
    replace: 'end(true)',
    tests: keptTests,
  },
  {
    rule: 'P7 a proxy gets DELETEs from Chromium only',
    file: 'src/main/adapters/kept-http-port.ts',
    find: "(proxy) => proxy.trim() === 'DIRECT'",
    replace: "(proxy) => proxy.trim() !== 'none'",
    tests: keptTests,
  },
]

/** @type {Mutation[]} */
export const neverGuess = [
  {
    rule: 'P1 a DELETE without a response is never repeated',
    file: deletionRun,
    find: "if (answer.kind !== 'throttled' && answer.kind !== 'not-run') return this.recordAnswer(file, answer)",
    replace:
      "if (answer.kind !== 'throttled' && answer.kind !== 'not-run' && (answer.kind !== 'unclear' || since > 0)) return this.recordAnswer(file, answer)",
    tests: runTests,
  },
  {
    rule: 'P1 a DELETE is not repeated because its token might have expired',
    file: 'src/core/wordbee/exchange.ts',
    find: "if (call.once !== true) return { kind: 'session-lost', times: 1 }",
    replace: "return { kind: 'session-lost', times: 1 }",
    tests: ['src/core/wordbee/client-session.test.ts'],
  },
  {
    rule: 'P1 after a 429 the file is listed before its DELETE is repeated',
    file: deletionRun,
    find: '      since = this.listings.nextSequence()\n',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P1 the run gives up on a server that only throttles',
    file: deletionRun,
    find: 'if (answer.wasSent) throttles += 1',
    replace: 'if (answer.wasSent) throttles += 0.01',
    tests: atRiskTests,
  },
  {
    rule: 'P1 a file that was replaced during a throttle is left alone',
    file: deletionRun,
    find: 'return !this.isStopped() && this.record.isWaiting(file)',
    replace: 'return !this.isStopped()',
    tests: runTests,
  },
  {
    rule: 'P8 a DELETE that waited too long is not sent',
    file: 'src/core/wordbee/exchange.ts',
    find: "if (call.method !== 'DELETE' || clock.elapsed() - since <= maxDeleteWaitMs) return",
    replace: "if (call.method !== '' || clock.elapsed() - since <= maxDeleteWaitMs) return",
    tests: freshTests,
  },
  {
    rule: 'P8 a DELETE that waited too long for quota is preceded by a listing',
    file: 'src/core/deletion/budget-reservation.ts',
    find: 'if (clock.elapsed() - since > maxWaitMs) throw throttled()',
    replace: '',
    tests: freshTests,
  },
  {
    rule: 'P8 calls that are recorded ahead are on disk before the first is sent',
    file: 'src/core/wordbee/budget/ledger.ts',
    find: 'numbers.length < count;',
    replace: 'numbers.length < 1;',
    tests: ['src/core/wordbee/budget/ledger.test.ts'],
  },
  {
    rule: 'P8 a DELETE is reserved together with its share of the closing listing',
    file: 'src/core/deletion/budget-reservation.ts',
    find: '{ deletes: 1, listings: missing, more: deletesAhead }',
    replace: '{ deletes: 1, listings: 0 }',
    tests: ['src/core/wordbee/budget/demo-hour.test.ts', 'src/core/wordbee/budget/restarts.test.ts'],
  },
  {
    rule: 'P8 after a minute without a response the next DELETE waits for a listing',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'if (now - this.lastAnswerAt < staleAfterMs) return',
    replace: 'if (staleAfterMs > 0) return',
    tests: freshTests,
  },
]
