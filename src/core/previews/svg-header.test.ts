import { describe, expect, it } from 'vitest'
import { readSvgHeader } from './svg-header'

const svg = (attributes: string, inside = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`

/** A "billion laughs": each level repeats the one below ten times, 10^levels drawings in a few hundred bytes. */
function billionLaughs(levels: number): string {
  const uses = (id: number): string => `<use xlink:href="#l${String(id)}"/>`.repeat(10)
  const groups = Array.from(
    { length: levels },
    (_, level) => `<g id="l${String(level + 1)}">${uses(level)}</g>`,
  )
  return svg('', `<defs><rect id="l0" width="1" height="1"/>${groups.join('')}</defs>${uses(levels)}`)
}

function svgWith(declarations: string, inside: string): string {
  return `<!DOCTYPE svg [${declarations}]>${svg('', inside)}`
}

/** Entities of which each one has the one below ten times. */
function laughs(levels: number): string {
  const level = (at: number): string => `<!ENTITY l${String(at)} "${`&l${String(at - 1)};`.repeat(10)}">`
  return `<!ENTITY l0 "ha">${Array.from({ length: levels }, (_, at) => level(at + 1)).join('')}`
}

describe('readSvgHeader', () => {
  it.each([
    ['stated sizes', svg('width="360" height="240"'), 360, 240],
    ['sizes in millimetres', svg("width='210mm' height='297mm' viewBox='0 0 21000 29700'"), 794, 1123],
    ['only an aspect ratio', svg('viewBox="0 0 200 100"'), 1_024, 512],
    ['one side and an aspect ratio', svg('width="300" viewBox="0,0,200,100"'), 300, 150],
    ['percentages', svg('width="100%" height="100%"'), null, null],
    ['nothing', svg(''), null, null],
    ['an invalid aspect ratio', svg('viewBox="0 0 NaN -5"'), null, null],
    ['a tag with a bracket in a value', svg('aria-label="a > b" width="5" height="6"'), 5, 6],
    ['sizes in entities', `<!DOCTYPE svg [<!ENTITY w "7">]><svg width="&w;" height="8"/>`, 7, 8],
    ['huge sizes', svg('width="1e9" height="1e9"'), 1e9, 1e9],
  ])('reads %s', (...[, text, width, height]) => {
    expect(readSvgHeader(text)).toEqual({ width, height, isBomb: false })
  })

  it.each([
    [
      'after a declaration, a comment and a plain document type',
      `\ufeff<?xml version="1.0"?>\n<!-- a > b -->
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('')}`,
    ],
    ['with a prefix', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'],
    ['with any prefix', '<a:svg xmlns:a="http://www.w3.org/2000/svg"/>'],
    ['with a thousand icons', svg('', `<path id="i"/>${'<use href="#i"/>'.repeat(1_000)}`)],
    ['that mentions entities in a comment', svg('', '<!-- <!DOCTYPE svg [<!ENTITY a "b">]> &a; -->')],
    ['that mentions entities in a comment before it', `<!-- <!ENTITY a "b"> -->${svg('')}`],
    ['that quotes entities', svg('', '<text><![CDATA[<!ENTITY a "&a;">]]></text>')],
    ['with an empty document type', `<!DOCTYPE svg []>${svg('')}`],
    [
      'with entities of a drawing program',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
      <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY ns_ai "http://ns.adobe.com/[AI]/10.0/>"> ]>
      <svg xmlns="&ns_svg;" xmlns:i="&ns_ai;"/>`,
    ],
    ['with entities of another file', svgWith('<!ENTITY a SYSTEM "file:///etc/passwd">', '&a;')],
    ['with other declarations', `<!doctype svg [ <!ATTLIST svg x CDATA "1"> <?a ]> ?> ]>${svg('')}`],
    ['with entities that nothing uses', svgWith(laughs(9), '')],
    ['that refers to itself', svg('', '<g id="a"><use href="#a"/></g>')],
  ])('accepts an svg %s', (_name, text) => {
    expect(readSvgHeader(text)).toMatchObject({ isBomb: false })
  })

  it.each([
    ['entities that multiply', svgWith(laughs(9), '&l9;')],
    ['an entity that contains itself', svgWith('<!ENTITY a "&b;"><!ENTITY b "&a;">', '&a;')],
    ['a long entity that is used often', svgWith(`<!ENTITY a "${'x'.repeat(50_000)}">`, '&a;'.repeat(500))],
    [
      'entities that multiply in an attribute',
      `<!DOCTYPE svg [${laughs(9)}]><svg xmlns="http://www.w3.org/2000/svg" class="&l9;"/>`,
    ],
    [
      'repetitions in an entity',
      svgWith(
        `<!ENTITY a '${Array.from(
          { length: 9 },
          (_, level) => `<g id="l${String(level + 1)}">${`<use href="#l${String(level)}"/>`.repeat(10)}</g>`,
        ).join('')}'>`,
        '<g id="l0"><path/></g>&a;',
      ),
    ],
    ['nested repetitions', billionLaughs(9)],
    [
      'a chain of a thousand repetitions',
      svg(
        '',
        Array.from(
          { length: 1_000 },
          (_, index) => `<g id="c${String(index)}"><use href="#c${String(index + 1)}"/></g>`,
        ).join(''),
      ),
    ],
  ])('detects a bomb: %s', (_name, text) => {
    expect(readSvgHeader(text)).toMatchObject({ isBomb: true })
  })

  it.each(['<html><svg/></html>', '<svgx/>', 'svg', '<?xml version="1.0"?><g/>', '<!-- <svg> -->', ''])(
    'returns null for %s',
    (text) => {
      expect(readSvgHeader(text)).toBeNull()
    },
  )

  it.each([
    ['open tags', '<a '],
    ['open quotes', '<a b="'],
    ['document types', '<!DOCTYPE'],
    ['comments', '<!--'],
    ['brackets', '<!DOCTYPE a ['],
    ['nested elements', '<a id="b">'],
    ['closing tags without opening tags', '</a>'],
    ['white space', '  \n'],
    ['declarations', '<?x '],
    ['attributes', 'width   ='],
    ['letters', 'a'],
    ['names', '<aaaa'],
    ['quotes', ` "'`],
    ['slashes', '<a/'],
    ['CDATA', '<![CDATA['],
    ['uses', '<use href="#a" '],
    ['references', '&a;'],
    ['declared entities', '<!ENTITY a "&b;"><!ENTITY b "c">'],
    ['declarations without an end', '<!ENTITY a '],
    ['spaces in a declaration', '<!ENTITY       '],
    ['numbered elements within elements', null],
    // The timeout is the judge: a megabyte in quadratic time takes hours.
  ])(
    'is read in linear time from a megabyte of %s',
    (_name, piece) => {
      const megabyte =
        piece === null
          ? Array.from({ length: 50_000 }, (_, at) => `<g id="${String(at)}">`).join('')
          : piece.repeat(Math.ceil(2 ** 20 / piece.length))
      readSvgHeader(megabyte)
      readSvgHeader(`<svg ${megabyte}`)
      readSvgHeader(`<svg>${megabyte}`)
      readSvgHeader(`<!DOCTYPE svg [${megabyte}`)
      readSvgHeader(`<!DOCTYPE svg [<!ENTITY a "b">]><svg>${megabyte}`)
      readSvgHeader(`<!DOCTYPE svg [${megabyte}]><svg a="&a;">&a;</svg>`)
      readSvgHeader(`<svg xmlns="x"><${megabyte}`)
      expect(readSvgHeader(`<svg width="1" height="2" ${megabyte}`)).toMatchObject({ width: 1, height: 2 })
    },
    20_000,
  )
})
