import { describe, expect, it } from 'vitest'
import { readSvgHeader } from './svg-header'

const svg = (attributes: string, inside = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`

/** Each level repeats the one below ten times: 10^levels drawings in a few hundred bytes. */
function laughs(levels: number): string {
  const uses = (id: number): string => `<use xlink:href="#l${String(id)}"/>`.repeat(10)
  const groups = Array.from(
    { length: levels },
    (_, level) => `<g id="l${String(level + 1)}">${uses(level)}</g>`,
  )
  return svg('', `<defs><rect id="l0" width="1" height="1"/>${groups.join('')}</defs>${uses(levels)}`)
}

describe('the header of an svg', () => {
  it.each([
    ['stated sizes', svg('width="360" height="240"'), 360, 240],
    ['sizes in millimetres', svg("width='210mm' height='297mm' viewBox='0 0 21000 29700'"), 794, 1123],
    ['its proportion alone', svg('viewBox="0 0 200 100"'), 1_024, 512],
    ['one side and its proportion', svg('width="300" viewBox="0,0,200,100"'), 300, 150],
    ['percents', svg('width="100%" height="100%"'), null, null],
    ['nothing', svg(''), null, null],
    ['a proportion without sense', svg('viewBox="0 0 NaN -5"'), null, null],
    ['huge sizes', svg('width="1e9" height="1e9"'), 1e9, 1e9],
  ])('tells %s', (...[, text, width, height]) => {
    expect(readSvgHeader(text)).toEqual({ width, height, isBomb: false })
  })

  it.each([
    [
      'behind a declaration, a comment and a plain document type',
      `\ufeff<?xml version="1.0"?>\n<!-- a > b -->
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('')}`,
    ],
    ['with a prefix', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'],
    ['with a thousand icons', svg('', `<path id="i"/>${'<use href="#i"/>'.repeat(1_000)}`)],
    ['that refers to itself', svg('', '<g id="a"><use href="#a"/></g>')],
  ])('is read %s', (_name, text) => {
    expect(readSvgHeader(text)).toMatchObject({ isBomb: false })
  })

  it.each([
    ['entities', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('')}`],
    ['entities of another file', `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg('')}`],
    ['a document type that declares', `<!doctype svg [ <!ATTLIST svg x CDATA "1"> ]>${svg('')}`],
    ['repetitions of repetitions', laughs(9)],
    [
      'a chain of a thousand repetitions',
      svg(
        '',
        Array.from(
          { length: 1_000 },
          (_, at) => `<g id="c${String(at)}"><use href="#c${String(at + 1)}"/></g>`,
        ).join(''),
      ),
    ],
  ])('is that of a bomb for %s', (_name, text) => {
    expect(readSvgHeader(text)).toMatchObject({ isBomb: true })
  })

  it.each(['<html><svg/></html>', '<svgx/>', 'svg', '<?xml version="1.0"?><g/>', '<!-- <svg> -->', ''])(
    'is none of %s',
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
    ['elements within elements', '<a id="b">'],
    ['ends without beginnings', '</a>'],
    ['blanks', '  \n'],
    ['declarations', '<?x '],
    ['attributes', 'width   ='],
    ['letters', 'a'],
    ['names', '<aaaa'],
    ['quotes', ` "'`],
    ['slashes', '<a/'],
    ['CDATA', '<![CDATA['],
    ['uses', '<use href="#a" '],
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
      readSvgHeader(`<svg xmlns="x"><${megabyte}`)
      expect(readSvgHeader(`<svg width="1" height="2" ${megabyte}`)).toMatchObject({ width: 1, height: 2 })
    },
    20_000,
  )
})
