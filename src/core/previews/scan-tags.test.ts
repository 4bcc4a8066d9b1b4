import { describe, expect, it } from 'vitest'
import { scanTags } from './scan-tags'

function scan(text: string): string[] {
  return [...scanTags(text)].map(({ form, name, attributes }) =>
    [form, name, ...[...attributes].map(([key, value]) => `${key}=${value}`)].join(' '),
  )
}

describe('scanning tags', () => {
  it.each([
    ['<g>x</g>', ['start g', 'end g']],
    ['<use/><use  />', ['empty use', 'empty use']],
    [`<a b="1" c='2'\n d = "3">`, ['start a b=1 c=2 d=3']],
    ['<s:g s:id="1"/>', ['empty s:g s:id=1']],
    ['<_:g id="1"><é id="2">', ['start _:g id=1', 'start é id=2']],
    [`<a b=" id='x' > " c="1">`, [`start a b= id='x' >  c=1`]],
    ['<a b="1" b="2">', ['start a b=1']],
    ['<a b c=d e="1">', ['start a e=1']],
    ['<!-- <g> --><a/>', ['empty a']],
    ['<![CDATA[ <g> ]]><?x <g> ?><!DOCTYPE svg><a/>', ['empty a']],
    ['<!DOCTYPE svg SYSTEM "<!--"><a/><!-- -->', ['empty a']],
    ['<!DOCTYPE svg "', []],
    ['<a <b/>', ['empty b']],
    ['<a b="1', []],
    ['<!-- <a/>', []],
    ['< a><>', []],
  ])('finds those of %s', (text, expected) => {
    expect(scan(text)).toEqual(expected)
  })
})
