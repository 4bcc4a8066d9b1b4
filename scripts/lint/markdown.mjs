import { blank } from './read-source.mjs'

/**
 * The anchors of a document as GitHub generates them, one for each heading, with a number if a heading is repeated. Anchors in
 * HTML are included.
 * @param {string} markdown
 * @returns {Set<string>}
 */
export function anchorsOf(markdown) {
  const text = withoutFences(markdown)
  /** @type {Map<string, number>} */
  const slugCounts = new Map()
  const headings = [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) => {
    const slug = slugOf(title)
    const count = slugCounts.get(slug) ?? 0
    slugCounts.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${String(count)}`
  })
  const htmlAnchors = [...text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map(([, name]) => name)
  return new Set([...headings, ...htmlAnchors])
}

function slugOf(title) {
  const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

/**
 * The links of a document to other files and to anchors, including images but not URLs.
 * @param {string} markdown
 * @returns {{ target: string, index: number }[]}
 */
export function linksOf(markdown) {
  const text = withoutFences(markdown).replace(/`[^`\n]*`/g, blank)
  return [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
    .map((match) => ({ target: match[1] ?? '', index: match.index }))
    .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
}

/** @param {string} markdown */
function withoutFences(markdown) {
  return markdown.replace(/^```[\s\S]*?^```/gm, blank)
}
