import { expect, it } from 'vitest'
import { pastedName } from './pasted-name'

const at = new Date(2026, 0, 31, 9, 5, 7)

it.each([
  ['image.png', 'image/png', 'image 2026-01-31 09.05.07.png'],
  ['', 'image/jpeg', 'image 2026-01-31 09.05.07.jpg'],
  ['', '', 'pasted 2026-01-31 09.05.07'],
  ['', 'text/plain;charset=utf-8', 'pasted 2026-01-31 09.05.07.txt'],
  ['Offer 7.pdf', 'application/pdf', 'Offer 7.pdf'],
  ['../../etc/passwd', 'text/plain', 'passwd'],
  ['a\u202egnp.exe', '', 'agnp.exe'],
])('proposes for %j of type %j the name %j', (name, type, proposed) => {
  expect(pastedName({ name, type, at })).toBe(proposed)
})
