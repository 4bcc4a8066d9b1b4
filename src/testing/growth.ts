/** Texts of any length that make a parser look far ahead or start over. */
export const hostileShapes: Readonly<Record<string, (length: number) => string>> = {
  blanks: (length) => ' '.repeat(length),
  'blanks before a letter': (length) => `${' '.repeat(length)}x`,
  dots: (length) => `${'.'.repeat(length)}x`,
  'dots and blanks': (length) => '. '.repeat(length / 2),
  slashes: (length) => `${'/'.repeat(length)}x`,
  backslashes: (length) => `x${'\\'.repeat(length)}x`,
  digits: (length) => '1'.repeat(length),
  'grouped digits': (length) => '1 '.repeat(length / 2),
  letters: (length) => 'a'.repeat(length),
  'open tags': (length) => '<a '.repeat(length / 3),
  'an open tag': (length) => `<svg xmlns="x"><${'a'.repeat(length)}`,
  'open quotes': (length) => `<svg xmlns="x"><a ${'b="'.repeat(length / 3)}`,
  comments: (length) => '<!--'.repeat(length / 4),
  'almost comments': (length) => `<!--${'--'.repeat(length / 2)}`,
  instructions: (length) => '<?'.repeat(length / 2),
  types: (length) => '<!DOCTYPE a ['.repeat(length / 13),
  'almost types': (length) => `<!DOCTYPE a [${'] '.repeat(length / 2)}`,
  'types with blanks': (length) => `<!DOCTYPE a [${`]${' '.repeat(100)}`.repeat(length / 101)}`,
  groups: (length) => `<svg xmlns="x">${'<g id="a">'.repeat(length / 10)}`,
  uses: (length) => `<svg xmlns="x">${'<use href="#a"/>'.repeat(length / 16)}`,
  arrays: (length) => '['.repeat(length),
  objects: (length) => '{"a":'.repeat(length / 5),
  'quoted cells': (length) => `"${'a,"'.repeat(length / 3)}`,
  'combining marks': (length) => `a${'\u0301'.repeat(length)}`,
  'marks out of order': (length) => `a${'\u0301\u0316'.repeat(length / 2)}`,
  'wide marks out of order': (length) => `ﾊ${'ﾞ\u0334'.repeat(length / 2)}`,
  'invisible characters': (length) => '\u200b'.repeat(length),
  'right-to-left marks': (length) => '\u202e.'.repeat(length / 2),
  surrogates: (length) => '\ud800'.repeat(length),
  emoji: (length) => '\u{1f600}'.repeat(length / 2),
}

const length = 100_000

/** Tests of the window share this file, and their types have no `process`. */
function isLongRun(): boolean {
  const { process } = globalThis as unknown as { process: { env: Record<string, string | undefined> } }
  return process.env['REFSHELF_LONG_RUNS'] !== undefined
}

function measure(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/**
 * Runs `parse` on a text of 100,000 characters. A parser that grows quadratically takes minutes for it, so that the test runs
 * into its time limit. In `npm run test:long`, returns by how much more time four times the length takes than the length
 * itself; else 1. Short times count as 20 ms, because a pause of the process would change their ratio.
 */
export function growthOf(parse: (text: string) => void, shape: (length: number) => string): number {
  const [text, longer] = [shape(length), shape(4 * length)]
  if (!isLongRun()) {
    parse(text)
    return 1
  }
  const best = (given: string): number => Math.min(...[1, 2, 3].map(() => measure(() => parse(given))))
  return best(longer) / Math.max(20, best(text))
}

/** More than four, since the collection of garbage grows a little faster than a text; a quadratic parser has 16. */
export const maxGrowth = 10
