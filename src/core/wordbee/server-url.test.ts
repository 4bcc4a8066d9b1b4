import { describe, expect, it } from 'vitest'
import { apiRoot, checkStoredServerUrl, hostOf, normaliseServerUrl } from './server-url'

const anywhere = { loopbackOnly: false }

function outcome(typed: string, policy = anywhere): string {
  const url = normaliseServerUrl(typed, policy)
  return url.ok ? url.value : url.failure.kind
}

describe('a server address', () => {
  it.each([
    ['https://acme.eu.wordbee-translator.com', 'https://acme.eu.wordbee-translator.com'],
    ['https://acme.eu.wordbee-translator.com/', 'https://acme.eu.wordbee-translator.com'],
    ['https://acme.eu.wordbee-translator.com/api', 'https://acme.eu.wordbee-translator.com'],
    ['https://acme.eu.wordbee-translator.com/API///', 'https://acme.eu.wordbee-translator.com'],
    ['  https://Acme.Example/api/ ', 'https://acme.example'],
    ['acme.example', 'https://acme.example'],
    ['acme.example:8443/api', 'https://acme.example:8443'],
    ['https://acme.example/translate/api', 'https://acme.example/translate'],
    ['https://acme.example:443', 'https://acme.example'],
    ['https://good.example/?x=1', 'https://good.example'],
    ['https://good.example/#x', 'https://good.example'],
    ['https://good.example?x=a@evil.example', 'https://good.example'],
    ['https://good.example#@evil.example', 'https://good.example'],
    ['https://acme.example/Projects/Details.aspx?id=7&tab=files#top', 'https://acme.example'],
    ['https://acme.example/projects', 'https://acme.example'],
    ['acme.example/a/@me/b', 'https://acme.example'],
    ['https://acme.example/translate/api/resources/assets/5?scope=pr1', 'https://acme.example/translate'],
    ['https://acme.example/translate//API/#x', 'https://acme.example/translate'],
    ['http://127.0.0.1:8080/Ui/Page?api=/api', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['localhost:1234', 'http://localhost:1234'],
    ['http://[::1]:99', 'http://[::1]:99'],
    ['acme.example:８４４３/api', 'https://acme.example:8443'],
    ['ａｃｍｅ．example：８４４３', 'https://acme.example:8443'],
    ['http://[::1]:٩٩', 'http://[::1]:99'],
  ])('%j becomes %j', (typed, normalised) => {
    expect(outcome(typed)).toBe(normalised)
  })

  it.each([
    ['', 'address-invalid'],
    ['   ', 'address-invalid'],
    ['https://', 'address-invalid'],
    ['ftp://acme.example', 'address-invalid'],
    ['javascript:alert(1)', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['https://good.example@evil.example', 'address-invalid'],
    ['https://user:pw@good.example', 'address-invalid'],
    ['https://good.example\\@evil.example', 'address-invalid'],
    ['https://good.example\\evil', 'address-invalid'],
    ['https://good.example.', 'address-invalid'],
    ['https://good.example@evil.example/?x', 'address-invalid'],
    ['https://@good.example', 'address-invalid'],
    ['https://good.example\\?@evil.example', 'address-invalid'],
    ['https://a b@good.example/', 'address-invalid'],
    ['https://api.acme.example:32570', 'address-api-1'],
    ['http://wordbee.example:32570/api/x.asmx', 'address-api-1'],
    ['https://good .example', 'address-invalid'],
    ['https://good.example\u0000', 'address-invalid'],
    ['https://good.example:99999', 'address-invalid'],
    ['http://acme.example', 'address-not-secure'],
    ['http://localhost.evil.example', 'address-not-secure'],
    ['http://127.0.0.1.evil.example', 'address-not-secure'],
    ['http://192.168.1.5', 'address-not-secure'],
  ])('%j is rejected as %s', (typed, kind) => {
    expect(outcome(typed)).toBe(kind)
  })

  it('must be on this computer on a trial runtime', () => {
    expect(outcome('https://acme.example', { loopbackOnly: true })).toBe('trial-runtime-host')
    expect(outcome('https://127.0.0.1.evil.example', { loopbackOnly: true })).toBe('trial-runtime-host')
    expect(outcome('http://127.0.0.1:80', { loopbackOnly: true })).toBe('http://127.0.0.1')
  })

  it('shows a look-alike host as punycode', () => {
    const typed = normaliseServerUrl('https://аcme.example', anywhere)
    expect(typed.ok && hostOf(typed.value)).toBe('xn--cme-5cd.example')
  })

  it('keeps the path of an address that was stored', () => {
    for (const stored of ['https://acme.example/translate', 'https://acme.example', 'http://127.0.0.1:8080'])
      expect(checkStoredServerUrl(stored, anywhere)).toMatchObject({ ok: true, value: stored })
    expect(checkStoredServerUrl('http://acme.example', anywhere).ok).toBe(false)
  })

  it('has the API under /api', () => {
    expect(apiRoot('https://acme.example/translate')).toBe('https://acme.example/translate/api')
  })
})
