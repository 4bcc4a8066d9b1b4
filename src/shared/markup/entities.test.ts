import { describe, expect, it } from 'vitest'
import { expandEntities } from './entities'

describe('expandEntities', () => {
  it.each([
    ['<a>&amp;&b;&#38;</a>', '<a>&amp;&b;&#38;</a>'],
    ['<?xml version="1.0" encoding="x"?><!-- a --> <a/>', '<a/>'],
    ['<!DOCTYPE a [<!ENTITY b "c&d;"><!ENTITY d \'e\'>]><a>&b;&amp;</a>', '<a>ce&amp;</a>'],
    ['<!DOCTYPE a [<!ENTITY b "&#60;c/>">]><a>&b;</a>', '<a><c/></a>'],
    [
      `<!DOCTYPE a [<!ENTITY b '"&#39;&#60;'>]><a c="&b;" d='&b;'/>`,
      `<a c="&#34;&#39;&#60;" d='&#34;&#39;&#60;'/>`,
    ],
    ['<!DOCTYPE a [<!ENTITY b "c"><!ENTITY b "d">]><a>&b;</a>', '<a>c</a>'],
    ['<!DOCTYPE a [<!-- <!ENTITY b "c"> -->]><a>&b;</a>', '<a>&b;</a>'],
    [
      '<!DOCTYPE a [<!ENTITY b "c">]><a><!-- &b; --><![CDATA[&b;]]><?d &b;?></a>',
      '<a><!-- &b; --><![CDATA[&b;]]><?d &b;?></a>',
    ],
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', '<a></a>'],
    ['<!DOCTYPE a [<!ENTITY b PUBLIC "x" "http://example.com">]><a c="&b;"/>', '<a c=""/>'],
    ['<!DOCTYPE a [<!ENTITY % b "c"> %b;]><a>&d;</a>', '<a></a>'],
    ['<!DOCTYPE a PUBLIC "x > y" "z"><a>&nbsp;</a>', '<a></a>'],
    ['<!DOCTYPE a [<!ENTITY b "]>">]><a>&b;</a>', '<a>]></a>'],
  ])('makes of %s', (text, expected) => {
    expect(expandEntities(text)).toBe(expected)
  })

  it('refuses what grows', () => {
    expect(expandEntities('<!DOCTYPE a [<!ENTITY b "&b;">]><a>&b;</a>')).toBeNull()
    const chain = Array.from({ length: 60 }, (_, at) => `<!ENTITY e${String(at + 1)} "&e${String(at)};">`)
    expect(expandEntities(`<!DOCTYPE a [${chain.join('')}]><a>&e60;</a>`)).toBeNull()
  })
})
