import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { randomRunFiles } from './long-steps.mjs'
import { inRoot } from './paths.mjs'

test('the long run has every test file of which npm test runs a share', () => {
  const files = readdirSync(inRoot('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /[.]test[.]tsx?$/.test(file))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
  const shared = files.filter((file) =>
    /randomRuns\(|partOfHistories\(/.test(readFileSync(inRoot(file), 'utf8')),
  )
  expect(shared.sort()).toEqual([...randomRunFiles].sort())
})
