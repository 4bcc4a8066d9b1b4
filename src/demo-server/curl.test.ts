import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { filesOf, useDemoServer } from './test-support'

const start = useDemoServer(afterEach)
const run = promisify(execFile)

/** The call as the platform's documentation writes it. See docs/platform-api.md#deleting-a-file. */
const curlParameters = [
  '--request',
  'DELETE',
  '{URL}/api/resources/assets/27665601?scope=pr7214&filename=pexels-gons3.jpg&locale=en',
  '--header',
  'X-Auth-Token: {TOKEN}',
  '--header',
  'X-Auth-AccountId: {ACCOUNT}',
]

async function curl(parameters: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('curl', ['--silent', '--show-error', '--noproxy', '*', ...parameters])
    return stdout
  } catch (failure) {
    throw new Error(
      'This test runs the real curl, which is missing or failed. Install it: apt-get install curl',
      { cause: failure },
    )
  }
}

it('deletes exactly one file when the real curl sends the documented call', async () => {
  const client = await start({ seed: 'demo' })
  const before = filesOf(client, 27665601)
  const fileCount = client.server.store.all().length
  const token = JSON.parse(
    await curl([
      '--data',
      JSON.stringify({ accountid: client.server.accountId, key: client.server.apiKey }),
      `${client.server.url}/api/auth/token`,
    ]),
  ) as string

  const parameters = curlParameters.map((parameter) =>
    parameter
      .replace('{URL}', client.server.url)
      .replace('{TOKEN}', token)
      .replace('{ACCOUNT}', client.server.accountId),
  )
  const output = await curl([...parameters, '--write-out', '%{http_code} %{size_download}'])

  expect(output).toBe('200 0')
  expect(before).toEqual(
    expect.arrayContaining(['-/pexels-gons3.jpg', 'de/pexels-gons3.jpg', 'en/pexels-gons3.jpg']),
  )
  expect(filesOf(client, 27665601)).toEqual(before.filter((file) => file !== 'en/pexels-gons3.jpg'))
  expect(client.server.store.all()).toHaveLength(fileCount - 1)
})
